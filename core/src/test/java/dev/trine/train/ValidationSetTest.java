package dev.trine.train;

import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Dataset;
import dev.trine.metric.Metrics;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A validation set of one's own, and batches of any size. */
class ValidationSetTest {
  private static final Dataset TRAINING = Toy.clusters(24);
  private static final Dataset OTHER = Toy.clusters(9);

  private final ReferenceBackend backend = new ReferenceBackend();

  private Model model() {
    return Toy.classifier().initialise(backend, 1);
  }

  @Test
  void anotherSetIsWatched() {
    for (DataPlace place : DataPlace.values()) {
      try (Model model = model()) {
        List<EpochReport> reports =
            Trainer.of(model).data(place).epochs(3).build().fit(TRAINING, OTHER);
        Evaluation expected = model.evaluate(OTHER);
        assertEquals(expected, reports.get(2).validation(), place.toString());
        assertEquals(9, expected.examples());
        assertEquals(24, reports.get(2).training().examples());
      }
    }
  }

  @Test
  void itsClassesAreThoseTrainedOn() {
    float[][] features = new float[2][2];
    Dataset swapped =
        Dataset.classified(Shape.of(2), features, new int[2], List.of("one", "other"));
    Dataset trained =
        Dataset.classified(Shape.of(2), features, new int[2], List.of("other", "one"));
    try (Model model = Network.of(Shape.of(2), Layers.dense(2)).initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).epochs(1).build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> trainer.fit(trained, swapped))
              .getMessage();
      assertTrue(message.contains("[one, other] in the validation set"), message);
      assertEquals(1, trainer.fit(trained, trained).size());
      for (Executable measuring :
          List.<Executable>of(
              () -> model.evaluate(swapped),
              () -> model.evaluate(swapped, Metrics.confusionMatrix()))) {
        message = assertThrows(IllegalArgumentException.class, measuring).getMessage();
        assertTrue(message.contains("[one, other] in the data set and [other, one]"), message);
      }
    }
  }

  @Test
  void itsLossStopsTraining() {
    try (Model model = model()) {
      List<EpochReport> reports =
          Trainer.of(model)
              .epochs(5)
              .stopWhen(epochs -> epochs.get(epochs.size() - 1).validation() != null)
              .build()
              .fit(TRAINING, OTHER);
      assertEquals(1, reports.size());
    }
  }

  @Test
  void partsOfOneSetAreTrainedOnAndWatchedAsIfHeldOut() {
    Dataset.Split split = TRAINING.split(0.75, 42);
    try (Model byFraction = model();
        Model bySet = model()) {
      List<EpochReport> expected =
          Trainer.of(byFraction).validation(0.25).epochs(2).build().fit(TRAINING);
      List<EpochReport> found =
          Trainer.of(bySet).epochs(2).build().fit(split.train(), split.test());
      assertEquals(expected.get(1).validation(), found.get(1).validation());
      assertArrayEquals(Toy.weights(byFraction), Toy.weights(bySet));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Model model = model()) {
      Trainer holdingOut = Trainer.of(model).validation(0.25).build();
      refused("validation(0.25)", () -> holdingOut.fit(TRAINING, OTHER));
      Trainer trainer = Trainer.of(model).build();
      refused("empty", () -> trainer.fit(TRAINING, OTHER.select(new int[0])));
      refused("the data set has it as", () -> trainer.fit(TRAINING, Toy.sine(9)));
    }
  }

  private static void refused(String part, Runnable fitting) {
    String message = assertThrows(IllegalArgumentException.class, fitting::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aFullBatchIsOneStepAnEpoch() {
    assertEquals(3, stepsOfThreeEpochs(Trainer.of(model()).fullBatch()));
    assertEquals(3 * 24, stepsOfThreeEpochs(Trainer.of(model()).batch(1)));
    assertEquals(3 * 4, stepsOfThreeEpochs(Trainer.of(model()).fullBatch().batch(7)));
  }

  private static int stepsOfThreeEpochs(TrainerBuilder builder) {
    Trainer trainer = builder.epochs(3).build();
    try (TrainingState state = trainer.state(TRAINING)) {
      trainer.fit(TRAINING, state);
      return state.step();
    }
  }

  @Test
  void gradientDescentByAllExamplesArrivesWhereTheGradientIsSmall() {
    Dataset line =
        Dataset.valued(
            Shape.of(1),
            IntStream.range(0, 10).mapToObj(i -> new float[] {i / 10f}).toArray(float[][]::new),
            IntStream.range(0, 10).mapToObj(i -> new float[] {3 - i / 5f}).toArray(float[][]::new));
    try (Model model = Network.of(Shape.of(1), Layers.dense(1)).initialise(backend, 1)) {
      List<EpochReport> reports =
          Trainer.of(model)
              .optimizer(sgd(0.5))
              .fullBatch()
              .epochs(2000)
              .stopWhen(StoppingRule.gradientNormAtMost(1e-4))
              .build()
              .fit(line);
      assertTrue(reports.size() < 2000, "it stops");
      assertEquals(-2, model.read("dense/0/weight")[0], 1e-2);
      assertEquals(3, model.read("dense/0/bias")[0], 1e-2);
    }
  }
}
