package dev.trine.train;

import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Schedules in whole runs; their values are compared with PyTorch's. */
class ScheduleTest {
  private static final Dataset CLUSTERS = Toy.clusters(24);
  private static final int STEPS = 3;

  private final ReferenceBackend backend = new ReferenceBackend();

  private Model model() {
    return Network.of(Shape.of(2), Layers.dense(8, Activation.TANH), Layers.dense(3))
        .initialise(backend, 1);
  }

  private static TrainerBuilder trainer(Model model, double rate) {
    return Trainer.of(model).optimizer(sgd(rate)).batch(8);
  }

  /** The rates that schedules are asked for, in each step. */
  private static Schedule noting(Schedule schedule, List<Double> factors) {
    return at -> {
      factors.add(schedule.factor(at));
      return factors.get(factors.size() - 1);
    };
  }

  @Test
  void eachStepIsMadeWithItsRate() {
    List<Double> factors = new ArrayList<>();
    double[] scheduled;
    try (Model model = model()) {
      List<EpochReport> reports =
          trainer(model, 0.5)
              .epochs(4)
              .schedule(noting(Schedule.cosine(4, 0.1), factors))
              .build()
              .fit(CLUSTERS);
      scheduled = Toy.weights(model);
      assertEquals(4 * STEPS, factors.size());
      assertEquals(0.5 * factors.get(11), reports.get(3).learningRate());
      assertEquals(0.5 * factors.get(2), reports.get(0).learningRate());
    }
    try (Model model = model();
        TrainingState state = trainer(model, 0.5).build().state(CLUSTERS)) {
      int[] next = {0};
      Schedule byHand = at -> factors.get(next[0]++);
      trainer(model, 0.5).epochs(4).schedule(byHand).build().fit(CLUSTERS, state);
      assertArrayEquals(scheduled, Toy.weights(model));
    }
    try (Model model = model()) {
      trainer(model, 0.5).epochs(4).build().fit(CLUSTERS);
      assertTrue(!Arrays.equals(scheduled, Toy.weights(model)), "the schedule changes something");
    }
  }

  @Test
  void aRateOfZeroLeavesTheWeights() {
    try (Model model = model()) {
      double[] before = Toy.weights(model);
      trainer(model, 0.5).epochs(2).schedule(at -> 0).build().fit(CLUSTERS);
      assertArrayEquals(before, Toy.weights(model));
    }
  }

  @Test
  void aSecondFitGoesOnWhereTheFirstEnded() {
    Schedule schedule = Schedule.oneCycle(6).withWarmUp(4);
    List<Double> whole = new ArrayList<>();
    double[] weights;
    try (Model model = model()) {
      trainer(model, 0.5).epochs(6).schedule(noting(schedule, whole)).build().fit(CLUSTERS);
      weights = Toy.weights(model);
    }
    List<Double> parts = new ArrayList<>();
    List<Double> restored = new ArrayList<>();
    TrainingState.Saved saved;
    try (Model model = model();
        TrainingState state = trainer(model, 0.5).build().state(CLUSTERS)) {
      TrainerBuilder trainer = trainer(model, 0.5).schedule(noting(schedule, parts));
      trainer.epochs(2).build().fit(CLUSTERS, state);
      saved = state.save();
      trainer.epochs(4).build().fit(CLUSTERS, state);
      assertArrayEquals(weights, Toy.weights(model));
    }
    try (Model model = model();
        TrainingState state = trainer(model, 0.5).build().state(CLUSTERS)) {
      state.restore(saved);
      TrainerBuilder trainer = trainer(model, 0.5).schedule(noting(schedule, restored));
      trainer.epochs(4).build().fit(CLUSTERS, state);
    }
    assertEquals(whole, parts);
    assertEquals(whole.subList(2 * STEPS, 6 * STEPS), restored);
  }

  @Test
  void withoutAScheduleTheCallersRateStays() {
    try (Model model = model();
        TrainingState state = trainer(model, 0.5).build().state(CLUSTERS)) {
      state.learningRate(0.125);
      trainer(model, 0.5).epochs(1).build().fit(CLUSTERS, state);
      assertEquals(0.125, state.learningRate());
      trainer(model, 0.5).epochs(1).schedule(Schedule.constant()).build().fit(CLUSTERS, state);
      assertEquals(0.5, state.learningRate());
    }
  }

  @Test
  void behindItsEndItStaysWhatItIsThere() {
    Schedule.Moment late = Schedule.Moment.inEpoch(100, 0, 1, List.of());
    Schedule.Moment afterEpochs = after(40);
    assertEquals(0.1, Schedule.cosine(10, 0.1).factor(afterEpochs), 1e-15);
    assertEquals(1e-4 / 25, Schedule.oneCycle(10).factor(afterEpochs), 1e-15);
    assertEquals(1, Schedule.constant().withWarmUp(100).factor(late));
  }

  private static Schedule.Moment after(int epochs) {
    List<EpochReport> reports = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      reports.add(new EpochReport(i + 1, null, null, 0, 1, 1, 1, 1));
    }
    return Schedule.Moment.inEpoch(epochs * STEPS, 0, STEPS, reports);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    for (Executable wrong :
        List.<Executable>of(
            () -> Schedule.stepDecay(0, 0.5),
            () -> Schedule.stepDecay(1, 1),
            () -> Schedule.exponential(Double.NaN),
            () -> Schedule.cosine(0),
            () -> Schedule.cosine(1, -0.1),
            () -> Schedule.oneCycle(Double.POSITIVE_INFINITY),
            () -> Schedule.onPlateau(1.5, 1),
            () -> Schedule.onPlateau(0.5, -1),
            () -> Schedule.constant().withWarmUp(0))) {
      String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
      assertTrue(message.contains("expected"), message);
    }
  }

  @Test
  void aFactorThatIsNoRateIsRefused() {
    try (Model model = model()) {
      Trainer trainer = trainer(model, 0.5).schedule(at -> -1).build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> trainer.fit(CLUSTERS)).getMessage();
      assertTrue(message.contains("learningRate is -0.5"), message);
    }
  }
}
