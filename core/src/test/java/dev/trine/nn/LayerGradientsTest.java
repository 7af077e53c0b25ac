package dev.trine.nn;

import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Losses.meanSquaredError;
import static dev.trine.nn.Losses.softmaxCrossEntropy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.Toy;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients by layers against central differences of the mean loss. */
class LayerGradientsTest {
  private static final float STEP = 1.0f / 1024;
  private static final double TOLERANCE = 1e-5;
  private static final Loss LOSS = softmaxCrossEntropy();

  private static final Network NETWORK =
      Network.builder()
          .input(Dataset.FEATURES, Shape.of(2))
          .layer("tower", sequence(dense(4, Activation.TANH), batchNorm(), dropout(0.5)))
          .layer("middle", dense(3, Activation.TANH))
          .layer("settled", fixedPoint(3).withTolerance(1e-12).withIterations(500))
          .layer("out", dense(3))
          .build();

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  /** Three examples that do not weigh the same. */
  private static Dataset data(float[][] points) {
    return Dataset.builder()
        .input(Dataset.FEATURES, Shape.of(2), points)
        .labels(Dataset.TARGETS, new int[] {0, 1, 2}, List.of("a", "b", "c"))
        .weights(new float[] {1, 0.5f, 2})
        .build();
  }

  private static double slope(float[] of, int element, Runnable change, DoubleSupplier loss) {
    float before = of[element];
    of[element] = before + STEP;
    change.run();
    double above = loss.getAsDouble();
    of[element] = before - STEP;
    change.run();
    double below = loss.getAsDouble();
    of[element] = before;
    change.run();
    return (above - below) / (2 * STEP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tower",
        "tower/dense/0",
        "tower/batch-norm/0",
        "middle",
        "settled",
        "out",
        "middle/bias"
      })
  void byTheParametersOfALayerAndOfItsParts(String path) {
    Dataset data = data(Toy.points(3));
    try (Model model = NETWORK.initialise(backend, 1)) {
      LayerGradients gradients = model.gradients(data, LOSS, path);
      assertEquals(model.evaluate(data, LOSS).loss(), gradients.loss(), 1e-9);
      assertTrue(gradients.parameters().size() > 0);
      gradients
          .parameters()
          .forEach(
              (name, gradient) -> {
                assertTrue(name.startsWith(path), name);
                float[] values = model.read(name);
                assertEquals(values.length, gradient.length);
                for (int i = 0; i < values.length; i++) {
                  double expected =
                      slope(
                          values,
                          i,
                          () -> model.write(name, values),
                          () -> model.evaluate(data, LOSS).loss());
                  assertEquals(expected, gradient[i], TOLERANCE, name + " " + i);
                }
              });
    }
  }

  @Test
  void byTheInputs() {
    float[][] points = Toy.points(3);
    try (Model model = NETWORK.initialise(backend, 1)) {
      float[][] gradients = model.gradients(data(points), LOSS, Dataset.FEATURES).activations();
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 2; j++) {
          double expected =
              slope(points[i], j, () -> {}, () -> model.evaluate(data(points), LOSS).loss());
          assertEquals(expected, gradients[i][j], TOLERANCE);
        }
      }
    }
  }

  /** What lies behind a layer, as a network of its own whose inputs are what the layer gives. */
  @ParameterizedTest
  @ValueSource(strings = {"tower", "tower/dropout/0", "tower/batch-norm/0"})
  void byWhatALayerGives(String path) {
    Network rest =
        Network.builder()
            .input(Dataset.FEATURES, Shape.of(4))
            .layer("middle", dense(3, Activation.TANH))
            .layer("settled", fixedPoint(3).withTolerance(1e-12).withIterations(500))
            .layer("out", dense(3))
            .build();
    try (Model model = NETWORK.initialise(backend, 1);
        Model behind = model.with(rest)) {
      Dataset data = data(Toy.points(3));
      float[][] given = model.activations(data, path);
      float[][] gradients = model.gradients(data, LOSS, path).activations();
      assertEquals(3, gradients.length);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          Dataset[] changed = new Dataset[1];
          double expected =
              slope(
                  given[i],
                  j,
                  () -> changed[0] = ofFour(given),
                  () -> behind.evaluate(changed[0], LOSS).loss());
          assertEquals(expected, gradients[i][j], TOLERANCE);
        }
      }
    }
  }

  private static Dataset ofFour(float[][] given) {
    return Dataset.builder()
        .input(Dataset.FEATURES, Shape.of(4), given)
        .labels(Dataset.TARGETS, new int[] {0, 1, 2}, List.of("a", "b", "c"))
        .weights(new float[] {1, 0.5f, 2})
        .build();
  }

  /** More than a batch, whose parts add up to the set. */
  @Test
  void aSetIsWorkedOnInBatches() {
    Dataset data = Toy.clusters(2500);
    Network network = Network.of(Shape.of(2), dense(4, Activation.TANH), dense(3));
    try (Model model = network.initialise(backend, 1)) {
      LayerGradients all = model.gradients(data, LOSS, "dense/1");
      assertEquals(2500, all.activations().length);
      double[] sums = new double[3];
      for (float[] one : all.activations()) {
        for (int j = 0; j < 3; j++) {
          sums[j] += one[j];
        }
      }
      float[] bias = all.parameters().get("dense/1/bias");
      for (int j = 0; j < 3; j++) {
        assertEquals(bias[j], sums[j], 1e-6);
      }
    }
  }

  @Test
  void frozenParametersHaveNoneAndSharedOnesTheirSum() {
    Network network = Toy.eyes();
    float[][] points = Toy.points(3);
    Dataset data =
        Dataset.builder()
            .input("left", Shape.of(2), points)
            .input("right", Shape.of(2), points)
            .values(Dataset.TARGETS, Shape.of(1), new float[][] {{1}, {2}, {3}})
            .build();
    try (Model model = network.initialise(backend, 1);
        Model frozen = model.with(network.freeze("eye"))) {
      LayerGradients left = model.gradients(data, meanSquaredError(), "eye");
      assertEquals(Set.of("eye/weight", "eye/bias"), left.parameters().keySet());
      LayerGradients right = frozen.gradients(data, meanSquaredError(), "other eye");
      assertEquals(Set.of(), right.parameters().keySet());
      LayerGradients still = frozen.gradients(data, meanSquaredError(), "eye");
      assertEquals(Set.of(), still.parameters().keySet());
      assertArrayEquals(left.activations(), still.activations());
    }
  }

  @Test
  void ofSequencesToo() {
    float[][] series = new float[4][3];
    for (int i = 0; i < 12; i++) {
      series[i / 3][i % 3] = (float) Math.sin(i);
    }
    Network network = Network.of(Shape.of(3, 1), lstm(2, Returns.ALL), dense(1));
    Dataset data = Dataset.valued(Shape.of(3, 1), series, series);
    try (Model model = network.initialise(backend, 1)) {
      LayerGradients gradients = model.gradients(data, meanSquaredError(), "lstm/0");
      assertEquals(4, gradients.activations().length);
      assertEquals(6, gradients.activations()[0].length);
      float[] values = model.read("lstm/0/recurrent-weight");
      float[] found = gradients.parameters().get("lstm/0/recurrent-weight");
      double expected =
          slope(
              values,
              5,
              () -> model.write("lstm/0/recurrent-weight", values),
              () -> model.evaluate(data, meanSquaredError()).loss());
      assertEquals(expected, found[5], TOLERANCE);
    }
  }

  @Test
  void whatThereIsNotIsAnsweredByWhatThereIs() {
    try (Model model = NETWORK.initialise(backend, 1)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> model.gradients(data(Toy.points(3)), LOSS, "tower/dense/7"))
              .getMessage();
      assertTrue(message.contains("neither a value 'tower/dense/7'"), message);
      assertTrue(message.contains("tower/dense/0, "), message);
      assertTrue(message.contains("out/weight"), message);
    }
  }
}
