package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.train.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingStateTest {
  /** What is saved is in single precision; the reference keeps twice that. */
  private static final double ROUNDING = 1e-6;

  private static final float[][] POINTS = Toy.points(22);
  private static final Dataset DATA = Toy.clusters(POINTS);
  private static final Network NETWORK =
      Network.of(Shape.of(2), dense(6, Activation.TANH), dropout(0.3), dense(3));

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  private Model model() {
    return NETWORK.initialise(backend, 1);
  }

  private static TrainerBuilder trainer(Model model, int epochs) {
    return Trainer.of(model).optimizer(adam(0.05)).batch(4).epochs(epochs).validation(0.2).seed(3);
  }

  private static List<Double> losses(List<EpochReport> reports) {
    return reports.stream().map(EpochReport::monitoredLoss).toList();
  }

  @Test
  void anEpochTwiceIsTwoEpochs() {
    double[] together;
    List<Double> losses;
    try (Model model = model()) {
      losses = losses(trainer(model, 3).build().fit(DATA));
      together = Toy.weights(model);
    }
    try (Model model = model()) {
      Trainer trainer = trainer(model, 1).build();
      List<EpochReport> reports = new ArrayList<>();
      try (TrainingState state = trainer.state(DATA)) {
        for (int i = 0; i < 3; i++) {
          reports.addAll(trainer.fit(DATA, state));
        }
        assertEquals(reports, state.reports());
        assertEquals(List.of(1, 2, 3), reports.stream().map(EpochReport::epoch).toList());
      }
      assertEquals(losses, losses(reports));
      assertArrayEquals(together, Toy.weights(model));
    }
  }

  @Test
  void whatWasSavedGoesOnAsIfItHadNotBeenInterrupted() {
    double[] uninterrupted;
    try (Model model = model()) {
      trainer(model, 4).build().fit(DATA);
      uninterrupted = Toy.weights(model);
    }
    TrainingState.Saved saved;
    try (Model model = model()) {
      Trainer trainer = trainer(model, 2).build();
      try (TrainingState state = trainer.state(DATA)) {
        trainer.fit(DATA, state);
        state.learningRate(0.05);
        saved = state.save();
      }
    }
    try (Model other = NETWORK.initialise(backend, 77)) {
      Trainer trainer = trainer(other, 2).build();
      try (TrainingState state = trainer.state(DATA)) {
        state.restore(saved);
        assertEquals(2, state.reports().size());
        assertEquals(saved.step(), state.step());
        trainer.fit(DATA, state);
      }
      assertArrayEquals(uninterrupted, Toy.weights(other), ROUNDING);
    }
  }

  /** The third batch cannot be read at first. */
  @Test
  void anEpochThatWasInterruptedGoesOnWhereItWas() {
    double[] uninterrupted;
    EpochReport whole;
    try (Model model = model()) {
      Trainer trainer = trainer(model, 1).validation(0).build();
      whole = trainer.fit(DATA).get(0);
      uninterrupted = Toy.weights(model);
    }
    try (Model model = model()) {
      Trainer trainer = trainer(model, 1).validation(0).build();
      try (TrainingState state = trainer.state(DATA)) {
        float[] broken = POINTS[brokenExample()];
        float kept = broken[1];
        broken[1] = Float.NaN;
        try {
          String message =
              assertThrows(NotFiniteException.class, () -> trainer.fit(DATA, state)).getMessage();
          assertTrue(message.contains("in example " + brokenExample() + " of the set"), message);
        } finally {
          broken[1] = kept;
        }
        assertEquals(2, state.position());
        TrainingState.Saved saved = state.save();
        state.restore(saved);
        EpochReport report = trainer.fit(DATA, state).get(0);
        assertEquals(whole.training().loss(), report.training().loss(), ROUNDING);
        assertEquals(whole.training().accuracy(), report.training().accuracy());
        assertEquals(0, state.position());
      }
      assertArrayEquals(uninterrupted, Toy.weights(model), ROUNDING);
    }
  }

  /** One of the third batch of the first epoch. */
  private static int brokenExample() {
    return Dataset.shuffled(22, new SplittableRandom(3 + 1))[2 * 4 + 1];
  }

  @Test
  void theExampleIsThatOfTheUsersSet() {
    float[][] points = Toy.points(20);
    points[13][0] = Float.POSITIVE_INFINITY;
    Dataset data = Toy.clusters(points);
    try (Model model = model()) {
      for (int seed = 0; seed < 20; seed++) {
        Trainer trainer = trainer(model, 1).seed(seed).build();
        try {
          trainer.fit(data);
        } catch (NotFiniteException failure) {
          assertTrue(
              failure.getMessage().contains("in example 13 of the set"), failure::getMessage);
        }
      }
    }
  }

  @Test
  void stepsThatAreNotFiniteAreSkippedAndCounted() {
    float[][] points = Toy.points(22);
    points[13][0] = Float.NaN;
    Dataset data = Toy.clusters(points);
    try (Model model = model()) {
      Trainer trainer = trainer(model, 3).validation(0).notFinite(NotFinite.SKIP).build();
      List<EpochReport> reports = trainer.fit(data);
      for (EpochReport report : reports) {
        assertEquals(1, report.skipped());
        assertTrue(Double.isFinite(report.training().loss()));
      }
      assertNotEquals(reports.get(0).training().loss(), reports.get(2).training().loss());
      for (double weight : Toy.weights(model)) {
        assertTrue(Double.isFinite(weight));
      }
    }
  }

  @Test
  void aStateOfSomethingElseIsRefused() {
    try (Model model = model();
        Model other = model()) {
      Trainer trainer = trainer(model, 1).build();
      Trainer ofOther = trainer(other, 1).build();
      try (TrainingState state = trainer.state(DATA);
          TrainingState sgd = trainer(model, 1).optimizer(Optimizers.sgd(1)).build().state(DATA)) {
        assertThrows(IllegalArgumentException.class, () -> ofOther.fit(DATA, state));
        TrainingState.Saved saved = state.save();
        assertThrows(IllegalArgumentException.class, () -> sgd.restore(saved));
      }
    }
  }

  @Test
  void momentsCanBeRead() {
    try (Model model = model()) {
      Trainer trainer = trainer(model, 1).build();
      try (TrainingState state = trainer.state(DATA)) {
        trainer.fit(DATA, state);
        assertEquals(model.parameters().shape(), state.moment(1).shape());
        assertTrue(state.save().moments().get(1)[0] > 0);
      }
    }
  }
}
