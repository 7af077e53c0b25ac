package dev.trine.cpu;

import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.lateral;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.EpochReport;
import dev.trine.train.Trainer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * An associative memory (Hopfield 1982), trained by recurrent backpropagation: 64 units, each a
 * pixel, settle to the digit of which they were shown a part.
 */
class CompletionTest {
  private static final int PIXELS = 64;
  private static final int TRAINED = 1500;

  private final float[][] whole = digits();
  private final float[][] damaged = damaged(whole);

  private static float[][] digits() {
    Dataset digits = Datasets.digits();
    float[][] images = new float[digits.size()][PIXELS];
    for (int i = 0; i < images.length; i++) {
      double[] pixels = digits.read("features", i);
      for (int j = 0; j < PIXELS; j++) {
        images[i][j] = (float) pixels[j];
      }
    }
    return images;
  }

  /** A third of the pixels erased. */
  private static float[][] damaged(float[][] images) {
    SplittableRandom random = new SplittableRandom(7);
    float[][] damaged = new float[images.length][PIXELS];
    for (int i = 0; i < images.length; i++) {
      for (int j = 0; j < PIXELS; j++) {
        damaged[i][j] = random.nextDouble() < 0.33 ? 0 : images[i][j];
      }
    }
    return damaged;
  }

  private float[] meanImage() {
    float[] mean = new float[PIXELS];
    for (int i = 0; i < TRAINED; i++) {
      for (int j = 0; j < PIXELS; j++) {
        mean[j] += whole[i][j] / TRAINED;
      }
    }
    return mean;
  }

  /** The mean over all pixels of all digits that were not trained on. */
  private double squaredError(float[][] images) {
    double sum = 0;
    for (int i = TRAINED; i < whole.length; i++) {
      for (int j = 0; j < PIXELS; j++) {
        double difference = images[i][j] - whole[i][j];
        sum += difference * difference;
      }
    }
    return sum / ((whole.length - TRAINED) * PIXELS);
  }

  @Test
  void unitsSettleToTheDigitOfWhichTheySawAPart() {
    Dataset pairs = Dataset.valued(Shape.of(PIXELS), damaged, whole);
    Dataset training = pairs.select(IntStream.range(0, TRAINED).toArray());
    Network network = Network.of(Shape.of(PIXELS), fixedPoint(PIXELS, lateral(Activation.SIGMOID)));
    try (Backend backend = CpuBackend.open(BackendOptions.defaults());
        Model model = network.initialise(backend, 1)) {
      List<EpochReport> reports =
          Trainer.of(model).optimizer(adam(1e-2)).epochs(15).build().fit(training);
      double completed = squaredError(model.predict(pairs));
      double asDamaged = squaredError(damaged);
      double asMean =
          squaredError(Collections.nCopies(whole.length, meanImage()).toArray(float[][]::new));
      assertTrue(completed < asDamaged / 2, completed + " of " + asDamaged);
      assertTrue(completed < asMean / 2, completed + " of " + asMean);
      Map<String, Double> means = reports.get(reports.size() - 1).training().means();
      assertEquals(0, means.get("fixed-point/0 unsettled"), means::toString);
      assertEquals(0, means.get("fixed-point/0 backward unsettled"), means::toString);
    }
  }
}
