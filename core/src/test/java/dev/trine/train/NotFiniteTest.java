package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Losses;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps whose loss or gradients are not finite. */
class NotFiniteTest {
  private static final int SEED = 11;
  private static final Optimizer OPTIMIZER = adam(0.1);

  /** Points far above a line of a slope of 3.3·10³⁸. */
  private static final Dataset ABOVE =
      Dataset.valued(
          Shape.of(1), new float[][] {{1e-20f}, {1e-20f}}, new float[][] {{8.3e18f}, {8.3e18f}});

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  /** Six equal examples but for one feature or target. */
  private static Dataset sixWith(float feature, float target) {
    float[][] x = new float[6][1];
    float[][] y = new float[6][1];
    for (int i = 0; i < 6; i++) {
      x[i][0] = i == 2 ? feature : 0.5f;
      y[i][0] = i == 2 ? target : 0.25f;
    }
    return Dataset.valued(Shape.of(1), x, y);
  }

  private Model model() {
    return Toy.regressor().initialise(backend, 1);
  }

  private double[] weightsAfter(int goodSteps) {
    try (Model model = model();
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), OPTIMIZER, SEED);
        Batches batches = new Batches(backend, sixWith(0.5f, 0.25f), 1)) {
      batches.forEach(new int[goodSteps], step::run);
      return Toy.weights(model);
    }
  }

  private void failsNaming(String what, Dataset data) {
    try (Model model = model()) {
      Trainer trainer =
          Trainer.of(model).optimizer(OPTIMIZER).batch(1).epochs(2).seed(SEED).build();
      String message = assertThrows(NotFiniteException.class, () -> trainer.fit(data)).getMessage();
      Matcher found = Pattern.compile("epoch 1 at batch (\\d)").matcher(message);
      assertTrue(found.find(), message);
      assertTrue(message.contains(what), message);
      int batch = Integer.parseInt(found.group(1));
      assertArrayEquals(weightsAfter(batch - 1), Toy.weights(model));
    }
  }

  @Test
  void aFeatureIsNamedAndTheWeightsAreThoseBeforeItsBatch() {
    failsNaming("NaN, element 0 of 'features' of shape [1, 1]", sixWith(Float.NaN, 0.25f));
    failsNaming("Infinity, element 0 of 'features'", sixWith(Float.POSITIVE_INFINITY, 0.25f));
  }

  @Test
  void aTargetIsNamedAndTheWeightsAreThoseBeforeItsBatch() {
    failsNaming("NaN, element 0 of 'targets'", sixWith(0.5f, Float.NaN));
  }

  @Test
  void aWeightThatWasBrokenBeforeIsNamed() {
    try (Model model = model()) {
      model.write("dense/1/bias", new float[] {Float.NaN});
      Trainer trainer = Trainer.of(model).epochs(1).build();
      String message =
          assertThrows(NotFiniteException.class, () -> trainer.fit(Toy.sine(4))).getMessage();
      assertTrue(message.contains("element 0 of 'dense/1/bias'"), message);
    }
  }

  @Test
  void trainingThatDivergesNamesTheEpochInWhichItDid() {
    Network network = Network.of(Shape.of(1), dense(4, Activation.RELU), dense(1));
    try (Model model = network.initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).optimizer(sgd(1e30)).batch(4).epochs(50).build();
      String message =
          assertThrows(NotFiniteException.class, () -> trainer.fit(Toy.sine(8))).getMessage();
      assertTrue(message.contains("learning rate (it is 1.0E30)"), message);
      for (double weight : Toy.weights(model)) {
        assertTrue(Double.isFinite(weight));
      }
    }
  }

  static List<Optimizer> optimizersThatOverflow() {
    return List.of(adam(2e38), sgd(3e38), sgd(3e38).withMomentum(0.9), sgd(3e38).withNesterov(0.9));
  }

  /** A line whose slope is near the end of the range of floats. */
  private Model steep() {
    Model model = Network.of(Shape.of(1), dense(1)).initialise(backend, 1);
    model.write("dense/0/weight", new float[] {3.3e38f});
    return model;
  }

  /** Loss and gradients say nothing of it: they were computed before. */
  @ParameterizedTest
  @MethodSource("optimizersThatOverflow")
  void anUpdateThatOverflowsStopsTrainingAndLeavesNothingInfinite(Optimizer optimizer) {
    try (Model model = steep()) {
      Trainer trainer = Trainer.of(model).optimizer(optimizer).batch(1).epochs(2).build();
      String message =
          assertThrows(NotFiniteException.class, () -> trainer.fit(ABOVE)).getMessage();
      assertTrue(message.contains("epoch 1 at batch 1: loss and gradients are finite"), message);
      assertTrue(message.contains("the update would have made"), message);
      assertTrue(message.contains("learning rate (it is " + optimizer.learningRate()), message);
      for (double weight : Toy.weights(model)) {
        assertTrue(Float.isFinite((float) weight), "leaves " + weight);
      }
    }
  }

  @Test
  void afterAnUpdateThatOverflowedNoStepChangesAnything() {
    try (Model model = steep();
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), adam(2e38), SEED);
        Batches batches = new Batches(backend, ABOVE, 1)) {
      batches.forEach(new int[] {0}, step::run);
      MetricTotals.Reading overflowed = step.reading();
      assertTrue(overflowed.overflowed() && !overflowed.healthy(), overflowed::toString);
      assertEquals(1, overflowed.step());
      double[] once = Toy.weights(model);
      assertEquals(3.3e38f, once[0], 1e31);
      batches.forEach(new int[] {0, 1}, step::run);
      assertEquals(overflowed, step.reading());
      assertArrayEquals(once, Toy.weights(model));
      String diagnosis = step.diagnose(batches.single(new int[] {0}, 0));
      assertTrue(diagnosis.contains("the update would have made"), diagnosis);
    }
  }

  @Test
  void inALoopOfOnesOwnStepsCanBeSkipped() {
    try (Model model = model();
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), OPTIMIZER, SEED);
        Batches batches = new Batches(backend, sixWith(Float.NaN, 0.25f), 1)) {
      step.state().notFinite(NotFinite.SKIP);
      batches.forEach(new int[] {0, 2, 1, 3}, step::run);
      assertEquals(3, step.metrics().step());
      assertEquals(1, step.metrics().skipped());
      assertArrayEquals(weightsAfter(3), Toy.weights(model));
    }
  }

  @Test
  void stepsAfterAFailedOneChangeNothing() {
    try (Model model = model();
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), OPTIMIZER, SEED);
        Batches batches = new Batches(backend, sixWith(Float.NaN, 0.25f), 1)) {
      batches.forEach(new int[] {0, 2, 1, 3}, step::run);
      assertEquals(1, step.reading().step());
      assertArrayEquals(weightsAfter(1), Toy.weights(model));
      String message = assertThrows(NotFiniteException.class, step::metrics).getMessage();
      assertTrue(message.contains("1 steps were counted"), message);
      Batch good = batches.single(new int[] {0}, 0);
      String diagnosis = step.diagnose(good);
      assertTrue(diagnosis.contains("it was not this batch"), diagnosis);
      step.state().resume();
      step.run(good);
      assertEquals(2, step.metrics().step());
      assertArrayEquals(weightsAfter(2), Toy.weights(model));
    }
  }
}
