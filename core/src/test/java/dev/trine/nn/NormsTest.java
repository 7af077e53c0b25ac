package dev.trine.nn;

import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.groupNorm;
import static dev.trine.nn.Layers.layerNorm;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.TrainStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Layers that normalise. Their values come from elsewhere, see TorchValuesTest. */
class NormsTest {
  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  private static Dataset numbers(float... x) {
    float[][] rows = new float[x.length][1];
    for (int i = 0; i < x.length; i++) {
      rows[i][0] = x[i];
    }
    return Dataset.valued(Shape.of(1), rows, new float[x.length][1]);
  }

  /** 1 and 5 have the mean 3, the unbiased variance 8 and the biased one 4. */
  @Test
  void runningMeansFollowTheBatchInTrainingAndAreTakenInUse() {
    try (Model model = Network.of(Shape.of(1), batchNorm()).initialise(backend, 1)) {
      assertEquals(2, model.predict(numbers(2, 9))[0][0], 1e-4);
      try (TrainStep step = new TrainStep(model, Losses.meanSquaredError(), sgd(1e-30), 1);
          Batches batches = new Batches(backend, numbers(1, 5), 2)) {
        step.run(batches.single(new int[] {0, 1}, 0));
        // Normalised by the batch they are −1 and 1.
        assertEquals(2, step.metrics().loss(), 1e-4);
      }
      assertArrayEquals(new float[] {0.3f}, model.read("batch-norm/0/mean"), 1e-6f);
      assertArrayEquals(new float[] {0.9f + 0.8f}, model.read("batch-norm/0/variance"), 1e-6f);
      double expected = (2 - 0.3) / Math.sqrt(1.7 + 1e-5);
      assertEquals(expected, model.predict(numbers(2, 9))[0][0], 1e-6);
    }
  }

  @Test
  void aBatchOfASingleValueSaysNothingOfTheVariance() {
    try (Model model = Network.of(Shape.of(1), batchNorm()).initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), sgd(1e-30), 1);
        Batches batches = new Batches(backend, numbers(5), 1)) {
      step.run(batches.single(new int[] {0}, 0));
      assertArrayEquals(new float[] {0}, model.read("batch-norm/0/mean"));
      assertArrayEquals(new float[] {1}, model.read("batch-norm/0/variance"));
    }
  }

  @Test
  void aFrozenOneKeepsItsMeans() {
    Network network =
        Network.builder()
            .input("features", Shape.of(1))
            .layer("norm", batchNorm())
            .layer("y", Layers.dense(1))
            .freeze("norm")
            .build();
    try (Model model = network.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), sgd(0.1), 1);
        Batches batches = new Batches(backend, numbers(1, 5), 2)) {
      step.run(batches.single(new int[] {0, 1}, 0));
      assertArrayEquals(new float[] {0}, model.read("norm/mean"));
      assertArrayEquals(new float[] {1}, model.read("norm/variance"));
    }
  }

  private static void refused(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused(
        "batchNorm takes F32[…, channels], not examples of F32[]; put flatten()",
        () -> Network.of(Shape.of(), batchNorm()));
    refused(
        "groupNorm has 2 groups, which do not divide 3 channels",
        () -> Network.of(Shape.of(4, 3), groupNorm(2)));
    refused("groups is 0", () -> groupNorm(0));
    refused("epsilon is 1.0E-60", () -> new LayerNorm(1e-60));
    refused("epsilon is NaN", () -> new BatchNorm(Double.NaN));
    assertEquals(Shape.of(4, 3), Network.of(Shape.of(4, 3), layerNorm()).output());
  }
}
