package dev.trine.train;

import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Parameter;
import dev.trine.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {
  private static final Dataset CLUSTERS = Toy.clusters(24);
  private static final double FAR_BELOW = 1e-3;

  private final ReferenceBackend backend = new ReferenceBackend();

  @Test
  void theNormIsThatOfTheMeanGradientOfAllParameters() {
    try (Model model = Toy.classifier().initialise(backend, 1);
        TrainStep step = new TrainStep(model, softmaxCrossEntropy(), sgd(0.1), 1);
        Batches batches = new Batches(backend, CLUSTERS, 24)) {
      step.gradients(all(batches));
      double squares = 0;
      for (Parameter parameter : model.layout().parameters()) {
        for (float g : step.readGradient(parameter.name())) {
          squares += (g / 24.0) * (g / 24.0);
        }
      }
      step.update();
      assertEquals(Math.sqrt(squares), step.gradientNorm(), 1e-6 * Math.sqrt(squares));
      assertTrue(squares > 0);
    }
  }

  @Test
  void aClippedStepIsAsLongAsTheRateTimesTheLimit() {
    double length = moved(sgd(0.5).withClippedNorm(FAR_BELOW));
    assertEquals(0.5 * FAR_BELOW, length, 1e-9);
    assertTrue(moved(sgd(0.5)) > 10 * length, "without clipping it is longer");
    assertEquals(moved(sgd(0.5)), moved(sgd(0.5).withClippedNorm(1e3)), 1e-12);
  }

  /** How far a step takes all weights. */
  private double moved(Optimizer optimizer) {
    try (Model model = Toy.classifier().initialise(backend, 1);
        TrainStep step = new TrainStep(model, softmaxCrossEntropy(), optimizer, 1);
        Batches batches = new Batches(backend, CLUSTERS, 24)) {
      double[] before = Toy.weights(model);
      step.run(all(batches));
      return distance(before, Toy.weights(model));
    }
  }

  private static double distance(double[] from, double[] to) {
    double squares =
        IntStream.range(0, to.length).mapToDouble(i -> (to[i] - from[i]) * (to[i] - from[i])).sum();
    return Math.sqrt(squares);
  }

  @Test
  void valuesAreClippedOneByOne() {
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      double[] before = Toy.weights(model);
      Trainer.of(model)
          .optimizer(sgd(1))
          .clipValue(FAR_BELOW)
          .batch(24)
          .epochs(1)
          .build()
          .fit(CLUSTERS);
      double[] after = Toy.weights(model);
      double most =
          IntStream.range(0, after.length)
              .mapToDouble(i -> Math.abs(after[i] - before[i]))
              .max()
              .orElseThrow();
      assertEquals(FAR_BELOW, most, 1e-9);
    }
  }

  @Test
  void theTrainerClipsWhateverTheOrderOfItsSettings() {
    double[] first = trained(of -> of.clipNorm(FAR_BELOW).optimizer(adam(0.1)));
    double[] last = trained(of -> of.optimizer(adam(0.1)).clipNorm(FAR_BELOW));
    double[] by = trained(of -> of.optimizer(adam(0.1).withClippedNorm(FAR_BELOW)));
    double[] without = trained(of -> of.optimizer(adam(0.1)));
    assertArrayEquals(by, first);
    assertArrayEquals(by, last);
    assertTrue(!Arrays.equals(by, without));
  }

  private Model model() {
    return Toy.classifier().initialise(backend, 1);
  }

  private double[] trained(UnaryOperator<TrainerBuilder> settings) {
    try (Model model = model()) {
      settings.apply(Trainer.of(model)).epochs(2).batch(7).build().fit(CLUSTERS);
      return Toy.weights(model);
    }
  }

  @Test
  void reportsSayHowLongTheGradientIs() {
    try (Model model = model()) {
      List<EpochReport> reports =
          Trainer.of(model).optimizer(sgd(0.5)).batch(24).epochs(30).build().fit(CLUSTERS);
      assertTrue(reports.get(0).gradientNorm() > reports.get(29).gradientNorm());
      assertEquals(0.5, reports.get(0).learningRate());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e-46, Double.NaN, Double.POSITIVE_INFINITY})
  void limitsAreFiniteAndAboveZero(double limit) {
    try (Model model = model()) {
      for (Executable setting :
          List.<Executable>of(
              () -> Trainer.of(model).clipNorm(limit), () -> Trainer.of(model).clipValue(limit))) {
        String message = assertThrows(IllegalArgumentException.class, setting).getMessage();
        assertTrue(message.contains("clip"), message);
      }
    }
  }

  private static Batch all(Batches batches) {
    return batches.single(IntStream.range(0, 24).toArray(), 0);
  }
}
