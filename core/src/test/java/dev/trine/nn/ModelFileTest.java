package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.io.Safetensors;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
  private static final Network TWO_OUTPUTS =
      Network.builder()
          .input("x", Shape.of(3))
          .layer("tower", Layers.dense(4, Activation.TANH), "x")
          .layer("kind", Layers.dense(2), "tower")
          .layer("size", Layers.dense(1), "tower")
          .output("kind", "size")
          .freeze("tower")
          .build();

  @TempDir Path folder;

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  /** There are as many names as scores of a step, not as values of an example. */
  @Test
  void classesOfEachStepAreReadBack() {
    Path file = folder.resolve("steps.safetensors");
    Network network = Network.of(Shape.of(3, 2), Layers.dense(2));
    try (Model model = network.initialise(backend, 1)) {
      model.classes(List.of("no", "yes"));
      model.save(file);
      try (Model loaded = Model.load(backend, file)) {
        assertEquals(List.of("no", "yes"), loaded.classes());
      }
    }
  }

  private Path committed() throws IOException {
    Path file = folder.resolve("format1.safetensors");
    try (InputStream resource = getClass().getResourceAsStream("format1.safetensors")) {
      Files.copy(resource, file);
    }
    return file;
  }

  /** Written, and its outputs computed, by a version that knew no other format. */
  @Test
  void aFileOfTheFirstFormatIsReadAndSavedInTheNewest() throws IOException {
    Network network =
        Network.of(
            Shape.of(2, 3),
            Layers.flatten(),
            Layers.dense(4, Activation.TANH),
            Layers.dropout(0.25),
            Layers.dense(3, Activation.GELU),
            Layers.activate(Activation.SIGMOID),
            Layers.dense(2));
    float[][] features = {{1, 2, 3, 4, 5, 6}, {-1, 0.5f, 0.25f, -2, 3, 0}};
    float[][] expected = {{-0.7989869f, -0.38187206f}, {-0.8128396f, -0.3543354f}};
    Dataset data = Dataset.valued(Shape.of(2, 3), features, new float[2][1]);
    Path again = folder.resolve("again.safetensors");
    try (Model model = Model.load(backend, committed())) {
      assertEquals(network, model.network());
      assertEquals(List.of("no", "yes"), model.classes());
      assertArrayEquals(new float[] {0.5f, -0.25f, 0.125f, 1}, model.read("dense/0/bias"));
      float[][] outputs = model.predict(data);
      assertArrayEquals(expected[0], outputs[0], 1e-6f);
      assertArrayEquals(expected[1], outputs[1], 1e-6f);
      model.save(again);
      assertEquals("2", Safetensors.read(again).metadata().get("trine.format"));
      try (Model saved = Model.load(backend, again)) {
        assertArrayEquals(outputs, saved.predict(data));
        assertEquals(List.of("no", "yes"), saved.classes());
      }
    }
  }

  @Test
  void classesAreKeptByOutput() {
    Path file = folder.resolve("model.safetensors");
    try (Model model = TWO_OUTPUTS.initialise(backend, 1)) {
      model.classes("kind", List.of("cat", "dog"));
      model.save(file);
    }
    try (Model model = Model.load(backend, file)) {
      assertEquals(TWO_OUTPUTS, model.network());
      assertEquals(List.of("cat", "dog"), model.classes("kind"));
      assertEquals(List.of(), model.classes("size"));
    }
  }

  /** Texts of any kind come back as they were, also by way of another model. */
  @Test
  void notesTravelWithAModel() {
    Path file = folder.resolve("model.safetensors");
    String odd = "{\"a\": \"\\\\ \\u0000\"}\n\0\u2028 \ud83d\ude00 __metadata__ trine.network";
    Map<String, String> notes = Map.of("preparation", odd, "", "", "trine.format", "3");
    try (Model model = TWO_OUTPUTS.initialise(backend, 1)) {
      notes.forEach(model::note);
      model.note("draft", "x");
      model.note("draft", null);
      try (Model copy = model.to(backend);
          Model thawed = copy.with(TWO_OUTPUTS.freeze())) {
        thawed.save(file);
      }
    }
    try (Model model = Model.load(backend, file)) {
      assertEquals(notes, model.notes());
    }
  }

  @Test
  void aModelWithoutNotesIsAsItWasBeforeThereWereAny() {
    assertEquals(
        Set.of("trine.format", "trine.network", "trine.classes", "trine.sha256"),
        saved().metadata().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "3",
        "{",
        "{\"a\": 3}",
        "{\"a\": null}",
        "{\"a\": {\"b\": \"c\"}}",
        "{\"a\": \"b\", \"a\": \"c\"}",
        "{\"a\": \"b\"} x"
      })
  void hostileNotesAreRefused(String notes) {
    Safetensors content = saved();
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("trine.notes", notes);
    refused(metadata, content, "'trine.notes' in its metadata");
  }

  private Safetensors saved() {
    Path file = folder.resolve("model.safetensors");
    try (Model model = TWO_OUTPUTS.initialise(backend, 1)) {
      model.save(file);
    }
    return Safetensors.read(file);
  }

  private void refused(Map<String, String> metadata, Safetensors content, String part) {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, new Safetensors(metadata, content.tensors()));
    String message =
        assertThrows(ModelFormatException.class, () -> Model.load(backend, file)).getMessage();
    assertTrue(message.contains(part) && message.contains(file.toString()), message);
  }

  @Test
  void oneBitOfAWeightIsMissed() {
    Safetensors content = saved();
    float[] bias = content.tensors().get("size/bias").values();
    bias[0] = Math.nextUp(bias[0]);
    refused(content.metadata(), content, "its weights are not those that were saved");
  }

  @Test
  void theOrderOfTensorsInAFileDoesNotMatter() {
    Safetensors content = saved();
    Map<String, Safetensors.Tensor> turned = new LinkedHashMap<>();
    List<String> names = List.copyOf(content.tensors().keySet());
    for (int i = names.size() - 1; i >= 0; i--) {
      turned.put(names.get(i), content.tensors().get(names.get(i)));
    }
    Path file = folder.resolve("turned.safetensors");
    Safetensors.write(file, new Safetensors(content.metadata(), turned));
    Model.load(backend, file).close();
  }

  @Test
  void whatTheMetadataLackOrSayWronglyIsNamed() {
    Safetensors content = saved();
    for (String key : List.of("trine.network", "trine.classes", "trine.sha256")) {
      Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
      metadata.remove(key);
      refused(metadata, content, "lacks '" + key + "'");
    }
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("trine.format", "3");
    refused(metadata, content, "'trine.format' in its metadata is '3', expected 2 or none");
    metadata.put("trine.format", "2");
    metadata.put("trine.classes", "{\"weight\":[\"a\"]}");
    refused(metadata, content, "names an output 'weight', the network has [kind, size]");
    metadata.put("trine.classes", "{\"kind\":[\"a\"]}");
    refused(metadata, content, "has 1 names for the 2 values of 'kind'");
    metadata.put("trine.classes", "[]");
    refused(metadata, content, "'trine.classes' in its metadata: the JSON is a list");
  }
}
