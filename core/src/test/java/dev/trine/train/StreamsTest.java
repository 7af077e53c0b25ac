package dev.trine.train;

import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.recurrent;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.View;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.nn.Evaluator;
import dev.trine.nn.Layers;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import dev.trine.nn.Parameter;
import dev.trine.nn.RecurrentLayer;
import dev.trine.nn.Returns;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that go on from batch to batch, on series cut into streams. */
class StreamsTest {
  private static final int STEPS = 24;
  private static final int STREAMS = 2;
  private static final int WINDOW = 4;

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  /** Two numbers a step, and the sum of those of the step before. */
  private static Dataset series() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] features = new float[STEPS][2];
    float[][] sums = new float[STEPS][1];
    for (int i = 0; i < STEPS; i++) {
      features[i][0] = (float) random.nextDouble(-1, 1);
      features[i][1] = (float) random.nextDouble(-1, 1);
      sums[i][0] = i == 0 ? 0 : features[i - 1][0] + features[i - 1][1];
    }
    return Dataset.valued(Shape.of(2), features, sums);
  }

  private static Dataset streams() {
    return series().streams(STREAMS, WINDOW);
  }

  private static Network network(int window, RecurrentLayer layer) {
    return Network.of(Shape.of(window, 2), layer, dense(1));
  }

  private static Network carrying() {
    return network(WINDOW, lstm(3, Returns.ALL).carried());
  }

  static Stream<RecurrentLayer> layers() {
    return Stream.of(
        recurrent(3, Activation.TANH, Returns.ALL), lstm(3, Returns.ALL), gru(3, Returns.ALL));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void whatIsGivenWindowByWindowIsWhatIsGivenAtOnce(RecurrentLayer layer) {
    int whole = STEPS / STREAMS;
    int windows = whole / WINDOW;
    try (Model atOnce = network(whole, layer).initialise(backend, 1);
        Model byWindows = atOnce.with(network(WINDOW, layer.carried()))) {
      float[][] expected = atOnce.predict(series().streams(STREAMS, whole));
      for (int pass = 0; pass < 2; pass++) {
        float[][] found = byWindows.predict(streams());
        for (int i = 0; i < STREAMS * windows; i++) {
          int from = i / STREAMS * WINDOW;
          float[] part = Arrays.copyOfRange(expected[i % STREAMS], from, from + WINDOW);
          assertArrayEquals(part, found[i], 1e-6f, "window " + i);
        }
      }
      Dataset set = streams();
      double loss = atOnce.evaluate(series().streams(STREAMS, whole)).loss();
      assertEquals(loss, byWindows.evaluate(set).loss(), 1e-6);
    }
  }

  private static TrainStep step(Model model) {
    return new TrainStep(model, Losses.meanSquaredError(), sgd(0.1), 1);
  }

  /** Calls with each batch of an epoch. */
  private void pass(Dataset set, BiConsumer<Batches, Integer> use) {
    try (Batches batches = new Batches(backend, set, set.streams())) {
      for (int i = 0; i < batches.count(set.size()); i++) {
        use.accept(batches, i);
      }
    }
  }

  private static int[] order(Dataset set) {
    return IntStream.range(0, set.size()).toArray();
  }

  private void gradients(TrainStep step, Dataset set, int window) {
    try (Batches batches = new Batches(backend, set, set.streams())) {
      step.gradients(batches.single(order(set), window * set.streams()));
    }
  }

  private double[] flat(TrainStep step) {
    return GraphRunner.read(backend, step.flatGradients());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aWindowOfTheWholeIsFullBackpropagation(RecurrentLayer layer) {
    Dataset set = series().streams(STREAMS, STEPS / STREAMS);
    double[] expected;
    try (Model model = network(STEPS / STREAMS, layer).initialise(backend, 1);
        TrainStep step = step(model)) {
      gradients(step, set, 0);
      expected = flat(step);
    }
    try (Model model = network(STEPS / STREAMS, layer.carried()).initialise(backend, 1);
        TrainStep step = step(model)) {
      gradients(step, set, 0);
      assertArrayEquals(expected, flat(step), 1e-9);
    }
  }

  /** The gradient of a second window is by what was carried as it is, whatever made it. */
  @ParameterizedTest
  @MethodSource("layers")
  void theGradientEndsWhereTheBatchBegins(RecurrentLayer layer) {
    Dataset set = streams();
    try (Model model = network(WINDOW, layer.carried()).initialise(backend, 1);
        TrainStep step = step(model)) {
      gradients(step, set, 1);
      double[] fromZeros = flat(step);
      pass(set, (batches, i) -> runFirst(step, batches, i));
      gradients(step, set, 1);
      double[] found = flat(step);
      double farthest = 0;
      for (Parameter parameter : model.layout().parameters()) {
        String name = parameter.name();
        float[] values = model.read(name);
        for (int i = 0; i < values.length; i++) {
          double numeric = difference(model, step, set, name, values, i);
          int at = (int) model.layout().offset(name) + i;
          assertEquals(numeric, found[at], 1e-4, name + " " + i);
          farthest = Math.max(farthest, Math.abs(found[at] - fromZeros[at]));
        }
      }
      assertTrue(farthest > 1e-2, "what was carried makes a difference of " + farthest);
    }
  }

  private static void runFirst(TrainStep step, Batches batches, int window) {
    if (window == 0) {
      step.run(batches.single(IntStream.range(0, STEPS / WINDOW).toArray(), 0));
    }
  }

  /** By how much the loss of the second window grows with a weight. */
  private double difference(
      Model model, TrainStep step, Dataset set, String name, float[] values, int i) {
    float[] moved = values.clone();
    double[] losses = new double[2];
    double[] at = new double[2];
    for (int side = 0; side < 2; side++) {
      moved[i] = values[i] + (side == 0 ? -1 : 1) / 1024f;
      at[side] = moved[i];
      model.write(name, moved);
      gradients(step, set, 1);
      View flat = step.flatGradients();
      losses[side] = GraphRunner.read(backend, flat)[(int) model.layout().changing()];
    }
    model.write(name, values);
    return (losses[1] - losses[0]) / (at[1] - at[0]);
  }

  @Test
  void everyEpochBeginsAnewAndValidationDisturbsNothing() {
    Dataset other = series().select(IntStream.range(3, STEPS).toArray()).streams(STREAMS, WINDOW);
    double[] alone;
    try (Model model = carrying().initialise(backend, 1)) {
      Trainer still = Trainer.of(model).optimizer(sgd(1e-30)).epochs(2).build();
      List<EpochReport> reports = still.fit(streams());
      double loss = model.evaluate(streams()).loss();
      for (EpochReport report : reports) {
        assertEquals(loss, report.training().loss(), 1e-6);
      }
      Trainer.of(model).optimizer(adam(0.01)).epochs(3).build().fit(streams());
      alone = Toy.weights(model);
    }
    try (Model model = carrying().initialise(backend, 1)) {
      Trainer still = Trainer.of(model).optimizer(sgd(1e-30)).epochs(2).build();
      List<EpochReport> reports = still.fit(streams(), other);
      assertEquals(reports.get(0).validation().loss(), reports.get(1).validation().loss(), 1e-12);
      Trainer.of(model).optimizer(adam(0.01)).epochs(3).build().fit(streams(), other);
      assertArrayEquals(alone, Toy.weights(model));
    }
  }

  @Test
  void measuringBetweenStepsDisturbsNothing() {
    Dataset set = streams();
    Objective objective = Objective.of(carrying(), Losses.meanSquaredError());
    try (Model model = carrying().initialise(backend, 1);
        TrainStep step = step(model);
        Evaluator evaluator = new Evaluator(model, objective)) {
      pass(
          set,
          (batches, i) -> {
            step.run(batches.single(order(set), i * STREAMS));
            float[] carried = step.state().carried().read();
            evaluator.evaluate(set);
            model.predict(set);
            assertArrayEquals(carried, step.state().carried().read());
          });
    }
  }

  @Test
  void aStepThatFailsCarriesNothing() {
    float[][] features = new float[STEPS][];
    Arrays.setAll(features, i -> new float[] {1, i});
    features[2 * WINDOW][1] = Float.NaN;
    Dataset set =
        Dataset.valued(Shape.of(2), features, new float[STEPS][1]).streams(STREAMS, WINDOW);
    List<float[]> carried = new ArrayList<>();
    try (Model model = carrying().initialise(backend, 1);
        TrainStep step = step(model)) {
      pass(
          set,
          (batches, i) -> {
            step.run(batches.single(order(set), i * STREAMS));
            carried.add(step.state().carried().read());
          });
    }
    assertNotEquals(carried.get(0)[0], carried.get(1)[0]);
    assertArrayEquals(carried.get(1), carried.get(2));
  }

  @Test
  void twoPartsOfAStepAreAsTheWhole() {
    Dataset set = streams();
    try (Model whole = carrying().initialise(backend, 1);
        Model parts = carrying().initialise(backend, 1);
        TrainStep first = step(whole);
        TrainStep second = step(parts)) {
      assertThrows(IllegalStateException.class, second::update);
      pass(set, (batches, i) -> first.run(batches.single(order(set), i * STREAMS)));
      pass(
          set,
          (batches, i) -> {
            second.gradients(batches.single(order(set), i * STREAMS));
            second.update();
          });
      assertArrayEquals(Toy.weights(whole), Toy.weights(parts));
      assertArrayEquals(first.state().carried().read(), second.state().carried().read());
    }
  }

  @Test
  void whatWasSavedAmongAStreamGoesOn() {
    Dataset set = streams();
    double[] uninterrupted;
    TrainingState.Saved[] saved = new TrainingState.Saved[1];
    try (Model model = carrying().initialise(backend, 1);
        TrainStep step = step(model)) {
      pass(
          set,
          (batches, i) -> {
            step.run(batches.single(order(set), i * STREAMS));
            saved[0] = i == 1 ? step.state().save() : saved[0];
          });
      uninterrupted = Toy.weights(model);
    }
    assertEquals(2 * 3 * STREAMS, saved[0].carried().length);
    try (Model model = carrying().initialise(backend, 2);
        TrainStep step = step(model)) {
      step.state().restore(saved[0]);
      pass(set, (batches, i) -> runThird(step, batches, i, order(set)));
      assertArrayEquals(uninterrupted, Toy.weights(model), 1e-6);
    }
  }

  private static void runThird(TrainStep step, Batches batches, int window, int[] order) {
    if (window == 2) {
      step.run(batches.single(order, window * STREAMS));
    }
  }

  @Test
  void whatIsNoStreamIsRefusedWithTheRemedy() {
    Dataset set = streams();
    Dataset selected = set.select(0, 1, 2, 3);
    try (Model model = carrying().initialise(backend, 1)) {
      Trainer trainer = Trainer.of(model).build();
      refused("streams(count, window)", () -> trainer.fit(selected));
      refused("streams(count, window)", () -> model.predict(selected));
      refused("streams(count, window)", () -> model.evaluate(selected));
      refused(
          "cut the series in two", () -> Trainer.of(model).validation(0.5).build().fit(streams()));
      refused("fewer streams", () -> Trainer.of(model).accumulate(2).build().fit(streams()));
      try (TrainStep step = step(model)) {
        gradients(step, set, 0);
        refused(
            "A batch has 1 rows, but layers carry the state of 2",
            () -> gradients(step, series().streams(1, WINDOW), 0));
      }
    }
  }

  @Test
  void whatCannotGoOnIsRefused() {
    RecurrentLayer carried = lstm(2).carried();
    refused("backwards", carried::reversed);
    refused("bidirectional", () -> Layers.bidirectional(carried));
    refused(
        "from each turn of a fixed point",
        () ->
            Network.of(
                Shape.of(4, 2),
                fixedPoint(
                    2, Layers.sequence(Layers.concatenate(), lstm(2, Returns.ALL).carried()))));
  }

  private static void refused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
