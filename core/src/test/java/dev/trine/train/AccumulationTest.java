package dev.trine.train;

import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Activation;
import dev.trine.backend.BackendOptions;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccumulationTest {
  private static final Dataset CLUSTERS = Toy.clusters(26);
  private static final Network TANH = Network.of(Shape.of(2), dense(40, Activation.TANH), dense(3));
  private static final Network NORMALISED =
      Network.of(Shape.of(2), dense(40), batchNorm(), dense(3));

  private final ReferenceBackend backend = new ReferenceBackend();

  private double[] trained(Network network, UnaryOperator<TrainerBuilder> settings) {
    try (Model model = network.initialise(backend, 1)) {
      TrainerBuilder usual = Trainer.of(model).optimizer(adam(0.05)).batch(12).epochs(3);
      settings.apply(usual).build().fit(CLUSTERS);
      return Toy.weights(model);
    }
  }

  /** Each epoch ends with a batch of 2, which may have fewer parts. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 12, 100})
  void partsComeToTheSameAsTheWholeBatch(int parts) {
    double[] whole = trained(TANH, of -> of);
    assertArrayEquals(whole, trained(TANH, of -> of.accumulate(parts)), 1e-11);
  }

  @Test
  void sumsOfPartsRoundInAnotherOrder() {
    double[] whole = trained(TANH, of -> of);
    assertFalse(Arrays.equals(whole, trained(TANH, of -> of.accumulate(3))));
  }

  @Test
  void soTheyDoWithSchedulesClippingAndFewerFields() {
    UnaryOperator<TrainerBuilder> settings =
        of -> of.clipNorm(0.1).schedule(Schedule.cosine(3).withWarmUp(4)).data(DataPlace.DEVICE);
    double[] whole = trained(TANH, settings);
    assertArrayEquals(whole, trained(TANH, of -> settings.apply(of).accumulate(4)), 1e-11);
  }

  @Test
  void theSameSeedHasTheSameBits() {
    UnaryOperator<TrainerBuilder> settings = of -> of.accumulate(3);
    assertArrayEquals(trained(Toy.classifier(), settings), trained(Toy.classifier(), settings));
  }

  @Test
  void metricsAreThoseOfTheWholeBatch() {
    for (int parts : new int[] {1, 3}) {
      try (Model model = TANH.initialise(backend, 1)) {
        EpochReport report =
            Trainer.of(model).batch(26).epochs(1).accumulate(parts).build().fit(CLUSTERS).get(0);
        try (Model before = TANH.initialise(backend, 1)) {
          assertEquals(before.evaluate(CLUSTERS).loss(), report.training().loss(), 1e-6);
        }
        assertEquals(26, report.training().examples());
      }
    }
  }

  /** The masks of two parts of the same examples differ. */
  @Test
  void dropoutDrawsAnewForEachPart() {
    try (Model model = Toy.classifier().initialise(backend, 1);
        TrainStep step = new TrainStep(model, softmaxCrossEntropy(), sgd(0.1), 1);
        Batches batches = new Batches(backend, CLUSTERS, 26)) {
      Batch batch = batches.single(IntStream.range(0, 26).toArray(), 0);
      float[] once = gradientOf(step, batch, 1);
      float[] twice = gradientOf(step, batch, 2);
      for (int i = 0; i < once.length; i++) {
        once[i] *= 2;
      }
      assertFalse(Arrays.equals(once, twice));
      assertArrayEquals(twice, gradientOf(step, batch, 2), "the same draws in the same step");
      step.update();
      assertFalse(Arrays.equals(twice, gradientOf(step, batch, 2)), "others in the next");
    }
  }

  private static float[] gradientOf(TrainStep step, Batch batch, int times) {
    step.clearGradients();
    for (int i = 0; i < times; i++) {
      step.addGradients(batch);
    }
    return step.readGradient("dense/1/weight");
  }

  @Test
  void aPartThatIsNotFiniteIsFound() {
    float[][] points = Toy.points(26);
    points[17][0] = Float.NaN;
    Dataset broken = Toy.clusters(points);
    try (Model model = TANH.initialise(backend, 1);
        Model before = TANH.initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).batch(26).accumulate(9).epochs(1).build();
      String message =
          assertThrows(NotFiniteException.class, () -> trainer.fit(broken)).getMessage();
      assertTrue(message.contains("in example 17 of the set"), message);
      assertArrayEquals(Toy.weights(before), Toy.weights(model));
    }
  }

  @Test
  void batchNormIsNotSplit() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> trained(NORMALISED, of -> of.accumulate(2)))
            .getMessage();
    assertTrue(message.contains("batch norm"), message);
  }

  private static ReferenceBackend small(long bytes) {
    return new ReferenceBackend(BackendOptions.defaults().withMemoryLimitBytes(bytes));
  }

  private static Trainer of(Model model, Schedule schedule, List<String> notices) {
    return Trainer.of(model)
        .optimizer(sgd(0.1))
        .data(DataPlace.HOST)
        .batch(26)
        .epochs(2)
        .schedule(schedule)
        .listener(
            new TrainingListener() {
              @Override
              public void onNotice(String line) {
                notices.add(line);
              }
            })
        .build();
  }

  @Test
  void aBatchThatDoesNotFitIsSplitAndThatIsSaid() {
    List<String> notices = new ArrayList<>();
    double[] whole;
    try (Model model = TANH.initialise(backend, 1)) {
      of(model, Schedule.constant(), notices).fit(CLUSTERS);
      whole = Toy.weights(model);
      assertEquals(List.of(), notices);
    }
    try (ReferenceBackend small = small(7_000);
        Model model = TANH.initialise(small, 1)) {
      of(model, Schedule.constant(), notices).fit(CLUSTERS);
      assertArrayEquals(whole, Toy.weights(model), 1e-11);
      assertEquals(1, notices.size());
      assertTrue(notices.get(0).startsWith("A batch of 26 does not fit"), notices.get(0));
    }
  }

  @Test
  void ofBatchNormTheErrorNamesTheLargestBatchThatFits() {
    try (ReferenceBackend small = small(12_000);
        Model model = NORMALISED.initialise(small, 1)) {
      String message =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> of(model, Schedule.constant(), new ArrayList<>()).fit(CLUSTERS))
              .getMessage();
      String size = message.replaceAll("(?s).*the largest batch that fits is (\\d+)\\..*", "$1");
      int largest = Integer.parseInt(size);
      assertTrue(largest > 1 && largest < 26, message);
      Trainer.of(model)
          .data(DataPlace.HOST)
          .optimizer(sgd(0.1))
          .batch(largest)
          .epochs(1)
          .build()
          .fit(CLUSTERS.select(IntStream.range(0, largest).toArray()));
    }
  }
}
