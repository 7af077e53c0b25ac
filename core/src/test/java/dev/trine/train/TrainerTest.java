package dev.trine.train;

import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.nn.Evaluation;
import dev.trine.nn.Layers;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainerTest {
  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  private double[] trained(Network network, Dataset data, UnaryOperator<TrainerBuilder> settings) {
    try (Model model = network.initialise(backend, 1)) {
      settings.apply(Trainer.of(model)).build().fit(data);
      return Toy.weights(model);
    }
  }

  private static void refused(String part, Executable fit) {
    String message = assertThrows(IllegalArgumentException.class, fit).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void exclusiveOrIsLearned() {
    float[][] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    Dataset xor =
        Dataset.classified(Shape.of(2), corners, new int[] {0, 1, 1, 0}, List.of("no", "yes"));
    Network network = Network.of(Shape.of(2), dense(8, Activation.TANH), dense(2));
    try (Model model = network.initialise(backend, 3)) {
      List<EpochReport> reports =
          Trainer.of(model).optimizer(adam(0.05)).batch(4).epochs(200).build().fit(xor);
      assertTrue(reports.get(199).training().loss() < 0.01, () -> reports.get(199) + "");
      assertEquals(new Evaluation(model.evaluate(xor).loss(), 1, 4), model.evaluate(xor));
      assertEquals(List.of("no", "yes"), model.classes());
    }
  }

  @Test
  void aSineIsLearned() {
    Dataset sine = Toy.sine(64);
    try (Model model = Toy.regressor().initialise(backend, 3)) {
      double before = model.evaluate(sine).loss();
      Trainer.of(model).optimizer(adam(0.05)).batch(16).epochs(300).build().fit(sine);
      Evaluation after = model.evaluate(sine);
      assertTrue(after.loss() < 2e-3 && before > 0.1, before + " to " + after);
      assertTrue(Double.isNaN(after.accuracy()));
      assertEquals(Math.sin(1), model.predict(one(1))[0][0], 0.1);
    }
  }

  private static Dataset one(float x) {
    return Dataset.valued(Shape.of(1), new float[][] {{x}}, new float[][] {{0}});
  }

  @Test
  void theSeedDecidesTheWeightsToTheLastBit() {
    Dataset data = Toy.clusters(50);
    double[] first = trained(Toy.classifier(), data, t -> t.batch(8).epochs(3).seed(5));
    double[] same = trained(Toy.classifier(), data, t -> t.batch(8).epochs(3).seed(5));
    double[] other = trained(Toy.classifier(), data, t -> t.batch(8).epochs(3).seed(6));
    assertArrayEquals(first, same);
    assertFalse(Arrays.equals(first, other));
  }

  @Test
  void aBatchLargerThanTheDataIsAllOfThem() {
    Dataset data = Toy.clusters(10);
    double[] all = trained(Toy.classifier(), data, t -> t.batch(10).epochs(3));
    double[] more = trained(Toy.classifier(), data, t -> t.batch(1_000_000).epochs(3));
    assertArrayEquals(all, more);
  }

  @Test
  void theLastSmallerBatchCountsForItsExamplesOnly() {
    Dataset data = Toy.sine(10);
    try (Model model = Toy.regressor().initialise(backend, 1)) {
      double expected = model.evaluate(data).loss();
      EpochReport report =
          Trainer.of(model).optimizer(sgd(1e-30)).batch(4).epochs(1).build().fit(data).get(0);
      assertEquals(expected, report.training().loss(), 1e-12);
      assertEquals(10, report.training().examples());
    }
  }

  @Test
  void eachEpochSeesEveryExampleOnce() {
    try (Model model = Toy.regressor().initialise(backend, 1)) {
      List<EpochReport> reports =
          Trainer.of(model).optimizer(sgd(1e-30)).batch(1).epochs(3).build().fit(Toy.sine(20));
      for (EpochReport report : reports) {
        assertEquals(reports.get(0).training().loss(), report.training().loss(), 1e-12);
      }
    }
  }

  @Test
  void earlyStoppingEndsWithTheWeightsOfTheBestEpoch() {
    List<double[]> weights = new ArrayList<>();
    try (Model model = Toy.regressor().initialise(backend, 2)) {
      List<EpochReport> reports =
          Trainer.of(model)
              .optimizer(sgd(0.2).withMomentum(0.9))
              .batch(8)
              .epochs(500)
              .validation(0.25)
              .stopWhen(StoppingRule.noImprovement(5))
              .listener(afterEpoch(report -> weights.add(Toy.weights(model))))
              .build()
              .fit(Toy.sine(32));
      List<Double> losses = reports.stream().map(EpochReport::monitoredLoss).toList();
      int best = losses.indexOf(Collections.min(losses));
      assertEquals(best + 6, reports.size());
      assertTrue(reports.size() < 500);
      assertArrayEquals(weights.get(best), Toy.weights(model));
      assertFalse(Arrays.equals(weights.get(best), weights.get(weights.size() - 1)));
    }
  }

  @Test
  void withoutAStoppingRuleTheWeightsAreThoseOfTheLastEpoch() {
    List<double[]> weights = new ArrayList<>();
    try (Model model = Toy.regressor().initialise(backend, 2)) {
      Trainer.of(model)
          .optimizer(sgd(0.4).withMomentum(0.9))
          .epochs(3)
          .listener(afterEpoch(report -> weights.add(Toy.weights(model))))
          .build()
          .fit(Toy.sine(32));
      assertArrayEquals(weights.get(2), Toy.weights(model));
    }
  }

  private static TrainingListener afterEpoch(Consumer<EpochReport> action) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochReport report) {
        action.accept(report);
      }
    };
  }

  @Test
  void theValidationPartIsNeverTrainedOn() {
    int unchanged = 0;
    double[] plain = trainedWithout(-1);
    for (int example = 0; example < 10; example++) {
      unchanged += Arrays.equals(plain, trainedWithout(example)) ? 1 : 0;
    }
    assertEquals(3, unchanged);
  }

  /** Trains on ten examples, of which one has another target. */
  private double[] trainedWithout(int example) {
    float[][] x = new float[10][1];
    float[][] y = new float[10][1];
    for (int i = 0; i < 10; i++) {
      x[i][0] = i / 10f;
      y[i][0] = i == example ? 100 : i;
    }
    Dataset data = Dataset.valued(Shape.of(1), x, y);
    return trained(Toy.regressor(), data, t -> t.batch(2).epochs(2).validation(0.3));
  }

  @Test
  void theValidationPartIsMeasuredAfterEachEpoch() {
    Dataset data = Toy.clusters(40);
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      List<EpochReport> reports = Trainer.of(model).epochs(2).validation(0.25).build().fit(data);
      assertEquals(30, reports.get(1).training().examples());
      assertEquals(10, reports.get(1).validation().examples());
      assertNotEquals(reports.get(0).validation(), reports.get(1).validation());
    }
  }

  @Test
  void partsWithoutExamplesAreRefused() {
    try (Model model = Toy.regressor().initialise(backend, 1)) {
      Trainer little = Trainer.of(model).validation(0.1).build();
      refused("leaves 3 to train on and 0 to validate", () -> little.fit(Toy.sine(3)));
      Trainer much = Trainer.of(model).validation(0.9).build();
      refused("leaves 0 to train on", () -> much.fit(Toy.sine(3)));
      refused("empty", () -> little.fit(Toy.sine(0)));
    }
  }

  @Test
  void aForgottenFlattenIsNamed() {
    Shape steps = Shape.of(2, 3);
    Dataset data = Dataset.classified(steps, new float[4][6], new int[4], List.of("a", "b"));
    try (Model model = Network.of(steps, Layers.dense(4)).initialise(backend, 1)) {
      refused(
          "gives 4 values, the field 'targets' of the data set needs 2; it is of shape [2, 4]: put flatten()",
          () -> Trainer.of(model).build().fit(data));
    }
  }

  @Test
  void dataThatDoNotFitTheNetworkAreRefused() {
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      double[] before = Toy.weights(model);
      Trainer trainer = Trainer.of(model).build();
      refused(
          "takes 'features' as F32[2] an example, the data set has it as F32[1]",
          () -> trainer.fit(Toy.sine(4)));
      float[][] features = new float[4][2];
      int[] labels = new int[4];
      List<String> five = List.of("a", "b", "c", "d", "e");
      refused(
          "gives 3 values, the field 'targets' of the data set needs 2",
          () -> trainer.fit(Dataset.classified(Shape.of(2), features, labels, List.of("a", "b"))));
      refused(
          "2 names of classes for the 3 values of 'dense/1'",
          () -> model.classes(List.of("a", "b")));
      refused(
          "gives 3 values, the field 'targets' of the data set needs 5",
          () -> trainer.fit(Dataset.classified(Shape.of(2), features, labels, five)));
      refused(
          "gives 3 values, the field 'targets' of the data set needs 4",
          () -> trainer.fit(Dataset.valued(Shape.of(2), features, new float[4][4])));
      Trainer wrongLoss = Trainer.of(model).loss(Losses.meanSquaredError()).build();
      refused("class labels", () -> wrongLoss.fit(Toy.clusters(6)));
      assertArrayEquals(before, Toy.weights(model));
    }
  }

  @Test
  void probabilitiesAreNotTakenForScores() {
    for (Network network :
        List.of(
            Network.of(Shape.of(2), dense(3, Activation.SIGMOID)),
            Network.of(Shape.of(2), dense(3), activate(Activation.SIGMOID)))) {
      try (Model model = network.initialise(backend, 1)) {
        refused("activation sigmoid", () -> Trainer.of(model).build().fit(Toy.clusters(6)));
      }
    }
  }

  @Test
  void settingsAreChecked() {
    try (Model model = Toy.regressor().initialise(backend, 1)) {
      TrainerBuilder builder = Trainer.of(model);
      refused("batch is 0", () -> builder.batch(0));
      refused("epochs is -1", () -> builder.epochs(-1));
      refused("validation is 1.0", () -> builder.validation(1));
      refused("validation is NaN", () -> builder.validation(Double.NaN));
    }
  }

  @Test
  void aNetworkWithoutParametersHasNothingToLearnAndIsMeasured() {
    float[][] x = {{1, 2}, {3, 4}};
    float[][] y = {{1, 3}, {3, 4}};
    Dataset data = Dataset.valued(Shape.of(2), x, y);
    try (Model model = Network.of(Shape.of(2), flatten()).initialise(backend, 1)) {
      for (EpochReport report :
          Trainer.of(model).optimizer(adam(1)).batch(1).epochs(3).build().fit(data)) {
        assertEquals(0.25, report.training().loss(), 1e-12);
      }
      assertArrayEquals(x[1], model.predict(data)[1]);
    }
  }

  @Test
  void progressIsReportedToThoseWhoWantIt() {
    List<Progress> seen = new ArrayList<>();
    TrainingListener curious =
        new TrainingListener() {
          @Override
          public boolean wantsProgress() {
            return true;
          }

          @Override
          public void onProgress(Progress progress) {
            seen.add(progress);
          }
        };
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      Trainer.of(model).batch(2).epochs(1).listener(curious).build().fit(Toy.clusters(40_000));
    }
    assertFalse(seen.isEmpty());
    for (Progress progress : seen) {
      assertTrue(progress.examples() > 0 && progress.examples() <= 40_000);
      assertEquals(40_000, progress.total());
      assertTrue(progress.loss() > 0 && progress.accuracy() <= 1, () -> progress + "");
    }
  }

  @Test
  void aListenerThatFailsEndsTrainingAndLeavesNothingOpen() {
    try (Model model = Toy.regressor().initialise(backend, 1)) {
      Trainer trainer =
          Trainer.of(model)
              .validation(0.5)
              .stopWhen(StoppingRule.lossAtMost(0))
              .listener(
                  afterEpoch(
                      report -> {
                        throw new UnsupportedOperationException("enough");
                      }))
              .build();
      assertThrows(UnsupportedOperationException.class, () -> trainer.fit(Toy.sine(8)));
    }
  }
}
