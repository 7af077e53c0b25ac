package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.AuditedBackend;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.nn.Losses;
import dev.trine.nn.MetricTotals;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainStepTest {
  private static final Map<String, Double> ZERO =
      Map.of("loss", 0.0, "weight", 0.0, "accuracy", 0.0);
  private static final int[] TEN = IntStream.range(0, 10).toArray();

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  /** Examples {@code from} to {@code to} in buffers of exactly their size. */
  private Batch batch(Dataset data, int from, int to) {
    int count = to - from;
    Map<String, HostBuffer> buffers = new HashMap<>();
    for (Field field : data.fields()) {
      TensorType type = field.batched(count);
      HostBuffer buffer = backend.allocateHost(type.type(), type.elements());
      data.copy(field, TEN, from, count, buffer);
      buffers.put(field.name(), buffer);
    }
    Batch batch = new Batch(buffers);
    batch.filled(count);
    return batch;
  }

  @Test
  void aStepIsThatOfTheFormula() {
    Network linear = Network.of(Shape.of(2), dense(1));
    Dataset data =
        Dataset.valued(Shape.of(2), new float[][] {{1, 2}, {3, -1}}, new float[][] {{1}, {2}});
    try (Model model = linear.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), sgd(0.5), 1);
        Batch batch = batch(data, 0, 2)) {
      model.write("dense/0/weight", new float[] {1, 0.5f});
      model.write("dense/0/bias", new float[] {0.25f});
      step.run(batch);
      // outputs 2.25 and 2.75, errors 1.25 and 0.75: loss (1.5625 + 0.5625) / 2
      assertEquals(2 * 1.0625, step.metrics().loss(), 1e-12);
      // of the sum of the losses, of which the update takes the mean
      double[] gradient = {2.5 * 1 + 1.5 * 3, 2.5 * 2 + 1.5 * -1};
      assertArrayEquals(
          gradient,
          GraphRunner.read(backend, step.gradient(model.layout().parameter("dense/0/weight"))),
          1e-12);
      assertArrayEquals(
          new double[] {1 - 0.5 * gradient[0] / 2, 0.5 - 0.5 * gradient[1] / 2},
          GraphRunner.read(backend, model.parameter("dense/0/weight")),
          1e-12);
      assertArrayEquals(
          new double[] {0.25 - 0.5 * 2},
          GraphRunner.read(backend, model.parameter("dense/0/bias")),
          1e-12);
    }
  }

  @Test
  void aLastSmallerBatchIsLikeOneMadeByHand() {
    Dataset data = Toy.clusters(10);
    double[] byHand;
    double[] cut;
    try (Model model = Toy.classifier().initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), adam(0.1), 1)) {
      for (int from = 0; from < 10; from += 4) {
        try (Batch batch = batch(data, from, Math.min(10, from + 4))) {
          step.run(batch);
        }
      }
      byHand = Toy.weights(model);
    }
    try (Model model = Toy.classifier().initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), adam(0.1), 1);
        Batches batches = new Batches(backend, data, 4)) {
      batches.forEach(TEN, step::run);
      cut = Toy.weights(model);
    }
    assertArrayEquals(byHand, cut);
  }

  @Test
  void metricsAreSumsUntilTheyAreCleared() {
    Dataset data = Toy.clusters(10);
    try (Model model = Toy.classifier().initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), sgd(1e-30), 1);
        Batches batches = new Batches(backend, data, 4)) {
      assertEquals(new MetricTotals.Reading(ZERO, 0, true, false, 0), step.metrics());
      batches.forEach(TEN, step::run);
      MetricTotals.Reading once = step.metrics();
      assertEquals(3, once.step());
      assertEquals(10, once.weight());
      assertTrue(
          once.sums().get("accuracy") >= 0 && once.sums().get("accuracy") <= 10 && once.loss() > 0);
      step.clearMetrics();
      assertEquals(new MetricTotals.Reading(ZERO, 3, true, false, 0), step.metrics());
    }
  }

  @Test
  void metricsOfALinearNetworkAreThoseOfAnEvaluation() {
    Dataset data = Toy.clusters(10);
    Network linear = Network.of(Shape.of(2), dense(3));
    try (Model model = linear.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), sgd(1e-30), 1);
        Batches batches = new Batches(backend, data, 3)) {
      batches.forEach(TEN, step::run);
      assertEquals(model.evaluate(data).loss(), step.metrics().loss() / 10, 1e-12);
      assertEquals(model.evaluate(data).accuracy(), step.metrics().sums().get("accuracy") / 10);
    }
  }

  @Test
  void theLearningRateHoldsFromTheNextStepOn() {
    Dataset data = Toy.sine(4);
    Network linear = Network.of(Shape.of(1), dense(1));
    try (Model model = linear.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), sgd(0.25), 1);
        Batch batch = batch(data, 0, 4)) {
      double before = Toy.weights(model)[0];
      step.learningRate(0.5);
      step.run(batch);
      double gradient =
          GraphRunner.read(backend, step.gradient(model.layout().parameter("dense/0/weight")))[0];
      assertEquals(before - 0.5 * gradient / 4, Toy.weights(model)[0], 1e-12);
      assertThrows(IllegalArgumentException.class, () -> step.learningRate(0));
    }
  }

  @Test
  void inTwoPartsItHasTheSameBits() {
    Dataset data = Toy.clusters(10);
    double[] whole = trained(data, (step, batch) -> step.run(batch));
    double[] parts =
        trained(
            data,
            (step, batch) -> {
              step.gradients(batch);
              step.update();
            });
    assertArrayEquals(whole, parts);
  }

  private double[] trained(Dataset data, BiConsumer<TrainStep, Batch> how) {
    try (Model model = Toy.classifier().initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), adam(0.1), 1);
        Batches batches = new Batches(backend, data, 4)) {
      batches.forEach(TEN, batch -> how.accept(step, batch));
      MetricTotals.Reading reading = step.metrics();
      double[] weights = Toy.weights(model);
      double[] all = Arrays.copyOf(weights, weights.length + 3);
      all[weights.length] = reading.loss();
      all[weights.length + 1] = reading.sums().get("accuracy");
      all[weights.length + 2] = reading.step();
      return all;
    }
  }

  @Test
  void gradientsMayBeChangedBeforeTheUpdate() {
    Dataset data = Toy.sine(4);
    Network linear = Network.of(Shape.of(1), dense(1));
    try (Model model = linear.initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), sgd(0.5), 1);
        Batch batch = batch(data, 0, 4)) {
      double before = Toy.weights(model)[0];
      step.gradients(batch);
      assertEquals(before, Toy.weights(model)[0]);
      double[] flat = GraphRunner.read(backend, step.flatGradients());
      assertEquals(4, flat[flat.length - 1]); // the weight of the examples
      flat[0] = 8;
      GraphRunner.write(backend, step.flatGradients(), flat);
      step.update();
      assertEquals(before - 0.5 * 8 / 4, Toy.weights(model)[0], 1e-12);
    }
  }

  @Test
  void anEmptyBatchIsRefused() {
    try (Model model = Toy.regressor().initialise(backend, 1);
        TrainStep step = new TrainStep(model, Losses.meanSquaredError(), sgd(1), 1);
        Batch batch = batch(Toy.sine(4), 0, 4)) {
      batch.filled(0);
      assertThrows(IllegalArgumentException.class, () -> step.run(batch));
    }
  }

  @Test
  void aThousandStepsOpenAndAllocateNothing() {
    Dataset data = Toy.clusters(10);
    try (AuditedBackend audited = new AuditedBackend()) {
      Backend on = audited.backend();
      try (Model model = Toy.classifier().initialise(on, 1);
          TrainStep step = new TrainStep(model, Losses.softmaxCrossEntropy(), adam(1e-3), 1);
          Batches batches = new Batches(on, data, 4)) {
        batches.forEach(TEN, step::run);
        long bytes = audited.liveBytes();
        long opened = audited.opened();
        for (int i = 0; i < 334; i++) {
          batches.forEach(TEN, step::run);
          step.metrics();
          step.clearMetrics();
        }
        assertEquals(1005, step.metrics().step());
        assertEquals(bytes, audited.liveBytes());
        assertEquals(opened, audited.opened());
      }
      audited.assertNothingIsOpen("at the end");
    }
  }
}
