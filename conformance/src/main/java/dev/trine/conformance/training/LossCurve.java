package dev.trine.conformance.training;

import dev.trine.backend.Backend;
import dev.trine.backend.Precision;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.LengthBuckets;
import dev.trine.nn.Model;
import dev.trine.train.TrainStep;
import java.util.SplittableRandom;

/**
 * The course of a training run.
 *
 * @param losses the mean loss of each step's batch
 * @param weights all parameters at the end
 */
public record LossCurve(double[] losses, float[][] weights) {
  private static final long SEED = 42;

  /**
   * How far the loss of any step may be from the reference's, relative to the larger of it and 1.
   * Single precision rounds to 6·10⁻⁸; fifty steps of training amplify that by less than ten.
   */
  public static final double TOLERANCE = 1e-5;

  /**
   * The same for products of rounded operands: a difference of 6·10⁻⁸ may round an operand the
   * other way, which is 2⁻⁸ of it for BF16, and 2⁻¹¹ for TF32.
   */
  public static double tolerance(Precision precision) {
    return switch (precision) {
      case F32 -> TOLERANCE;
      case TF32 -> 5e-4;
      case BF16_MIXED -> 2e-3;
    };
  }

  /** Shapes of batches of an epoch, where a set is padded. */
  private static final int SHAPES = 3;

  /** Trains on a backend. */
  public static LossCurve of(Backend backend, TrainingCase run) {
    double[] losses = new double[run.steps()];
    int[] done = {0};
    Dataset dataset = run.dataset();
    LengthBuckets buckets = LengthBuckets.of(dataset, run.batch(), SHAPES);
    try (Model model = run.network().initialise(backend, SEED);
        TrainStep step = new TrainStep(model, run.objective(), run.optimizer(), SEED);
        Batches batches = new Batches(backend, dataset, dataset.fields(), run.batch(), buckets)) {
      for (int epoch = 0; done[0] < run.steps(); epoch++) {
        SplittableRandom random = new SplittableRandom(SEED + epoch);
        batches.forEach(
            buckets.shuffled(random),
            batch -> {
              if (done[0] < run.steps()) {
                step.clearMetrics();
                step.run(batch);
                losses[done[0]++] = step.metrics().evaluation(batch.examples()).loss();
              }
            });
      }
      float[][] weights =
          model.layout().parameters().stream()
              .map(parameter -> model.read(parameter.name()))
              .toArray(float[][]::new);
      return new LossCurve(losses, weights);
    }
  }

  /** The largest difference to another curve, as {@link #TOLERANCE} counts it. */
  public double distance(LossCurve other) {
    double largest = 0;
    for (int i = 0; i < losses.length; i++) {
      double difference = Math.abs(losses[i] - other.losses[i]);
      double scaled = difference / Math.max(1, Math.abs(other.losses[i]));
      largest = scaled <= largest ? largest : scaled; // NaN is largest
    }
    return largest;
  }
}
