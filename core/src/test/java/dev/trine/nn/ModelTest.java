package dev.trine.nn;

import static dev.trine.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.data.Dataset;
import dev.trine.io.Safetensors;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.train.Toy;
import dev.trine.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {
  private final ReferenceBackend backend = new ReferenceBackend();

  @TempDir Path folder;

  @AfterEach
  void everythingIsGivenBack() {
    assertEquals(0, backend.memory().liveBytes(), () -> backend.memory() + "");
    backend.close();
  }

  @Test
  void theSeedDecidesTheInitialWeights() {
    try (Model first = Toy.classifier().initialise(backend, 1);
        Model same = Toy.classifier().initialise(backend, 1);
        Model other = Toy.classifier().initialise(backend, 2)) {
      assertArrayEquals(Toy.weights(first), Toy.weights(same));
      assertFalse(Arrays.equals(Toy.weights(first), Toy.weights(other)));
      assertArrayEquals(new float[3], first.read("dense/1/bias"));
    }
  }

  @Test
  void anEvaluationIsWhatOneComputesByHand() {
    Network linear = Network.of(Shape.of(2), dense(2));
    float[][] features = {{1, 0}, {0, 1}, {2, 1}};
    Dataset data =
        Dataset.classified(Shape.of(2), features, new int[] {0, 1, 1}, List.of("a", "b"));
    try (Model model = linear.initialise(backend, 1)) {
      model.write("dense/0/weight", new float[] {1, 0, 0, 2});
      model.write("dense/0/bias", new float[] {0, 0.5f});
      // scores (1, 0.5), (0, 2.5), (2, 2.5)
      double loss = Math.log1p(Math.exp(-0.5)) + Math.log1p(Math.exp(-2.5));
      loss += Math.log1p(Math.exp(-0.5));
      Evaluation evaluation = model.evaluate(data);
      assertEquals(loss / 3, evaluation.loss(), 1e-12);
      assertEquals(1, evaluation.accuracy());
      assertArrayEquals(new float[] {2, 2.5f}, model.predict(data)[2]);
    }
  }

  @Test
  void aSetOfSeveralBatchesIsMeasuredAsOne() {
    Dataset data = Toy.clusters(2500);
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      double loss = 0;
      double correct = 0;
      for (int from = 0; from < 2500; from += 500) {
        int start = from;
        int[] part = new int[500];
        Arrays.setAll(part, i -> start + i);
        Evaluation evaluation = model.evaluate(data.select(part));
        loss += evaluation.loss() / 5;
        correct += evaluation.accuracy() * 500;
      }
      Evaluation whole = model.evaluate(data);
      assertEquals(loss, whole.loss(), 1e-12);
      assertEquals(correct, whole.accuracy() * 2500, 1e-9);
      assertArrayEquals(model.predict(data.select(2400))[0], model.predict(data)[2400]);
    }
  }

  @Test
  void setsThatDoNotFitAreRefused() {
    Dataset wide =
        Dataset.valued(Shape.of(3), new float[][] {{1, 2, 3}}, new float[][] {{1, 2, 3}});
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      assertThrows(IllegalArgumentException.class, () -> model.evaluate(wide));
      assertThrows(IllegalArgumentException.class, () -> model.predict(wide));
      assertThrows(IllegalArgumentException.class, () -> model.evaluate(Toy.clusters(0)));
      assertThrows(
          IllegalArgumentException.class,
          () -> model.evaluate(Toy.clusters(3), Losses.meanSquaredError()));
      assertEquals(0, model.predict(Toy.clusters(0)).length);
    }
  }

  @Test
  void aSavedModelPredictsTheSameToTheLastBit() {
    Dataset data = Toy.clusters(30);
    Path first = folder.resolve("missing/folder/first.safetensors");
    Path second = folder.resolve("second.safetensors");
    float[][] predictions;
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      Trainer.of(model).epochs(2).build().fit(data);
      model.save(first);
    }
    try (Model loaded = Model.load(backend, first)) {
      predictions = loaded.predict(data);
      assertEquals(List.of("a", "b", "c"), loaded.classes());
      assertEquals(Toy.classifier(), loaded.network());
      loaded.save(second);
    }
    try (Model again = Model.load(backend, second)) {
      assertArrayEquals(predictions, again.predict(data));
    }
  }

  @Test
  void aModelPredictsTheSameOnAnotherBackend() {
    Dataset data = Toy.clusters(30);
    try (ReferenceBackend other = new ReferenceBackend();
        Model model = Toy.classifier().initialise(backend, 1);
        Model copy = model.to(other)) {
      assertArrayEquals(model.predict(data), copy.predict(data));
      copy.write("dense/1/bias", new float[] {1, 2, 3});
      assertArrayEquals(new float[3], model.read("dense/1/bias"));
    }
  }

  private void refused(String part, Consumer<Map<String, Safetensors.Tensor>> damage) {
    Path file = folder.resolve("model.safetensors");
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      model.save(file);
    }
    Safetensors content = Safetensors.read(file);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(content.tensors());
    damage.accept(tensors);
    Safetensors.write(file, new Safetensors(content.metadata(), tensors));
    loadingFails(file, part);
  }

  private void loadingFails(Path file, String part) {
    String message =
        assertThrows(ModelFormatException.class, () -> Model.load(backend, file)).getMessage();
    assertTrue(message.contains(part) && message.contains(file.toString()), message);
  }

  @Test
  void aParameterThatIsMissingOrOfAnotherShapeIsNamed() {
    refused("'dense/1/bias' is missing", tensors -> tensors.remove("dense/1/bias"));
    Safetensors.Tensor transposed = new Safetensors.Tensor(Shape.of(3, 8), new float[24]);
    refused(
        "'dense/1/weight' is [3, 8], expected the shape [8, 3]",
        tensors -> tensors.put("dense/1/weight", transposed));
  }

  @Test
  void aTensorThatTheNetworkDoesNotHaveIsNamed() {
    refused(
        "[dense/2/bias]",
        tensors -> tensors.put("dense/2/bias", new Safetensors.Tensor(Shape.of(1), new float[1])));
  }

  @Test
  void weightsThatTheFileDoesNotHoldTakeNoMemory() {
    Path file = folder.resolve("small.safetensors");
    String wide = "{\"type\":\"dense\",\"units\":22000,\"activation\":\"RELU\"}";
    String network = "{\"input\":[22000],\"layers\":[%s]}".formatted(wide);
    Map<String, String> metadata = Map.of("trine.network", network, "trine.classes", "[]");
    Safetensors.write(file, new Safetensors(metadata, Map.of()));
    loadingFails(file, "'dense/0/weight' is missing");
    assertEquals(0, backend.memory().peakBytes());
  }

  @Test
  void metadataOfOthersAreLeftAlone() {
    Path file = folder.resolve("model.safetensors");
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      model.save(file);
    }
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("format", "pt");
    Safetensors.write(file, new Safetensors(metadata, content.tensors()));
    Model.load(backend, file).close();
    metadata.put("trine.optimizer", "{}");
    Safetensors.write(file, new Safetensors(metadata, content.tensors()));
    loadingFails(file, "'trine.optimizer'");
  }

  @Test
  void metadataThatDescribeNoModelAreRefused() {
    Path file = folder.resolve("foreign.safetensors");
    Safetensors.write(file, new Safetensors(Map.of(), Map.of()));
    loadingFails(file, "lacks 'trine.network'");
    Safetensors.write(file, new Safetensors(Map.of("trine.network", "{}"), Map.of()));
    loadingFails(file, "'trine.network' in its metadata: input is missing");
    String flat = "{\"input\":[2],\"layers\":[]}";
    Safetensors.write(file, new Safetensors(Map.of("trine.network", flat), Map.of()));
    loadingFails(file, "lacks 'trine.classes'");
    for (String classes : List.of("null", "{", "[null]", "5", "[5]", "[a]")) {
      Map<String, String> metadata = Map.of("trine.network", flat, "trine.classes", classes);
      Safetensors.write(file, new Safetensors(metadata, Map.of()));
      loadingFails(file, "'trine.classes'");
    }
    Map<String, String> one = Map.of("trine.network", flat, "trine.classes", "[\"a\"]");
    Safetensors.write(file, new Safetensors(one, Map.of()));
    loadingFails(file, "has 1 names for the 2 values of 'features'");
  }

  @Test
  void parametersAreWrittenWhole() {
    try (Model model = Toy.classifier().initialise(backend, 1)) {
      model.write("dense/1/bias", new float[] {1, 2, 3});
      assertArrayEquals(new float[] {1, 2, 3}, model.read("dense/1/bias"));
      assertThrows(IllegalArgumentException.class, () -> model.write("dense/1/bias", new float[2]));
      assertThrows(IllegalArgumentException.class, () -> model.read("dense/7/bias"));
    }
  }

  @Test
  void aClosedModelSaysSo() {
    Model model = Toy.classifier().initialise(backend, 1);
    model.close();
    model.close();
    String message =
        assertThrows(IllegalStateException.class, () -> model.predict(Toy.clusters(3)))
            .getMessage();
    assertTrue(message.contains("model parameters"), message);
  }
}
