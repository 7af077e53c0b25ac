package dev.trine.conformance.training;

import static dev.trine.nn.Layers.conv2d;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.groupNorm;
import static dev.trine.nn.Layers.image;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.nn.Layers.prelu;
import static dev.trine.nn.Layers.window;
import static dev.trine.train.Optimizers.adam;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.tensor.Shape;
import dev.trine.train.Replicas;
import dev.trine.train.TrainStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * On a portable backend, replicas with blocks of examples train to the bits of one device with all
 * of them: of dense networks, and of images, whose sums are over places too.
 */
public enum ReplicasCheck {
  DENSE(Network.of(Shape.of(64), dense(13, Activation.RELU), dense(10))),

  /** Of nine places, so that blocks of terms would not be whole examples'. */
  CONVOLUTION(
      Network.of(
          Shape.of(64),
          image(8, 8, 1),
          conv2d(2, window(3).stride(2).valid(), Activation.RELU),
          conv2d(4, window(2), 2, Activation.TANH),
          groupNorm(2),
          prelu(),
          flatten(),
          layerNorm(),
          dense(10)));

  private static final Loss LOSS = Losses.softmaxCrossEntropy();
  private static final int STEPS = 2;

  /** The digits several times: as many examples as there are in a batch of four replicas. */
  private static final Dataset DIGITS =
      Datasets.digits().select(IntStream.range(0, 4 * 1024).map(i -> i % 1797).toArray());

  private final Network network;

  ReplicasCheck(Network network) {
    this.network = network;
  }

  /**
   * Checks a backend.
   *
   * @param portable opened so that its results are
   * @throws AssertionError if weights differ in any bit
   */
  public void run(Backend portable) {
    float[][] ofTwoBlocks = train(portable, 1, 2 * 1024);
    same("two replicas", ofTwoBlocks, train(portable, 2, 1024));
    float[][] ofFour = train(portable, 1, 4 * 1024);
    same("four replicas", ofFour, train(portable, 4, 1024));
    same("two replicas of two blocks", ofFour, train(portable, 2, 2 * 1024));
  }

  private void same(String what, float[][] expected, float[][] found) {
    for (int i = 0; i < expected.length; i++) {
      if (!Arrays.equals(expected[i], found[i])) {
        throw new AssertionError(
            "%s, %s: parameter %s differs from that of one device first at %s of %s"
                .formatted(
                    this,
                    what,
                    network.layout().parameters().get(i).name(),
                    Arrays.mismatch(expected[i], found[i]),
                    expected[i].length));
      }
    }
  }

  /** All parameters after some steps, each on other examples. */
  private float[][] train(Backend backend, int replicas, int examples) {
    try (Resources resources = new Resources()) {
      List<Model> models = new ArrayList<>();
      List<TrainStep> steps = new ArrayList<>();
      List<Batches> batches = new ArrayList<>();
      for (int i = 0; i < replicas; i++) {
        models.add(resources.add(network.initialise(backend, 1)));
        steps.add(resources.add(new TrainStep(models.get(i), LOSS, adam(0.01), 1)));
        batches.add(resources.add(new Batches(backend, DIGITS, examples)));
      }
      Replicas together = resources.add(new Replicas(steps));
      for (int step = 0; step < STEPS; step++) {
        int first = step * 100;
        int[] all =
            IntStream.range(0, replicas * examples).map(i -> (first + i) % DIGITS.size()).toArray();
        List<Batch> parts =
            IntStream.range(0, replicas)
                .mapToObj(i -> batches.get(i).single(all, i * examples))
                .toList();
        if (replicas == 1) {
          steps.get(0).run(parts.get(0));
        } else {
          together.run(parts);
        }
      }
      return models.get(0).layout().parameters().stream()
          .map(Parameter::name)
          .map(models.get(0)::read)
          .toArray(float[][]::new);
    }
  }
}
