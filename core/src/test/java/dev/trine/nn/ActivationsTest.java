package dev.trine.nn;

import static dev.trine.nn.Layers.activate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.dropout;
import static dev.trine.nn.Layers.fixedPoint;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.lateral;
import static dev.trine.nn.Layers.sequence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.Toy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  /** max(0, x·W + b) of two inputs, by hand. */
  private static float[] hidden(Model model, String layer, float[] x) {
    float[] weight = model.read(layer + "/weight");
    float[] bias = model.read(layer + "/bias");
    float[] hidden = new float[bias.length];
    for (int i = 0; i < hidden.length; i++) {
      double sum = (double) x[0] * weight[i] + (double) x[1] * weight[hidden.length + i];
      hidden[i] = (float) Math.max(0, sum + bias[i]);
    }
    return hidden;
  }

  private static void assertAreHidden(Model model, String layer, float[][] given) {
    float[][] points = Toy.points(given.length);
    for (int i = 0; i < points.length; i++) {
      assertArrayEquals(hidden(model, layer, points[i]), given[i], 1e-6f);
    }
  }

  @Test
  void aLayerGivesWhatItGivesInTheNetwork() {
    Dataset data = Toy.clusters(1500);
    try (Model model = Toy.classifier().initialise(backend, 1);
        Predictor predictor = model.predictor("dense/0")) {
      float[][] given = model.activations(data, "dense/0");
      assertAreHidden(model, "dense/0", given);
      assertArrayEquals(given, model.activations(data, "dropout/0"), "which drops nothing");
      assertArrayEquals(model.predict(data), model.activations(data, "dense/1"));
      assertArrayEquals(given[7], predictor.values(Toy.points(8)[7]));
    }
  }

  @Test
  void partsOfLayersHavePaths() {
    Network network =
        Network.builder()
            .input(Dataset.FEATURES, Shape.of(2))
            .layer("tower", sequence(flatten(), dense(4, Activation.RELU), dropout(0.5)))
            .layer("out", dense(3))
            .build();
    try (Model model = network.initialise(backend, 1)) {
      String path = "tower/dense/0";
      assertAreHidden(model, path, model.activations(Toy.clusters(5), path));
      assertAreHidden(model, path, model.activations(Toy.clusters(5), "tower"));
    }
  }

  @Test
  void layersThatShareWeightsGiveTheirOwn() {
    Network network = Toy.eyes();
    float[][] right = Toy.points(3);
    Dataset data =
        Dataset.builder()
            .input("left", Shape.of(2), new float[3][2])
            .input("right", Shape.of(2), right)
            .build();
    try (Model model = network.initialise(backend, 1)) {
      assertAreHidden(model, "eye", model.activations(data, "other eye"));
      assertArrayEquals(new float[3][4], model.activations(data, "eye"));
    }
  }

  @Test
  void whatThereIsNotIsAnsweredByWhatThereIs() {
    Network network =
        Network.of(
            Shape.of(2),
            dense(4),
            fixedPoint(4, lateral(Activation.TANH)),
            activate(Activation.RELU));
    try (Model model = network.initialise(backend, 1)) {
      for (String path : new String[] {"dense/7", "fixed-point/0/lateral/0", "dense/0/weight"}) {
        String message =
            assertThrows(
                    IllegalArgumentException.class, () -> model.activations(Toy.clusters(3), path))
                .getMessage();
        assertTrue(message.contains("no value '" + path + "'"), message);
        assertTrue(message.contains("dense/0, fixed-point/0]"), message);
      }
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> model.predict(Toy.clusters(3), "dense/0"))
              .getMessage();
      assertTrue(message.contains("no output 'dense/0'"), message);
    }
  }
}
