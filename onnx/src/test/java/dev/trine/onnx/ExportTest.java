package dev.trine.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Parameter;
import dev.trine.onnx.file.OnnxModel;
import dev.trine.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is exported gives in ONNX Runtime what it gives here, and is the same model when it is read.
 */
class ExportTest {
  private static final Set<String> REFUSED = Set.of("fixed-point");

  /** What is several nodes, of which no layer is found by what they do together. */
  private static final List<String> SEVERAL_NODES =
      List.of(
          "maxout",
          "group-norm",
          "rms-norm",
          "embedding with padding",
          "states of both ways",
          "attention",
          "transformer",
          "a model of words",
          "lateral");

  private static final Path SCHEMA = Path.of("..", "docs", "network.schema.json");

  @TempDir private Path folder;

  static List<NetworkCase> cases() {
    return NetworkCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheSameInOnnxRuntime(NetworkCase one) throws Exception {
    Path file = folder.resolve("model.onnx");
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = one.model(backend)) {
      Onnx.export(model, file);
      for (int count : List.of(1, 3)) {
        Dataset examples = one.examples(count);
        Map<String, float[]> made = RuntimeOutputs.run(file, examples, one.network().inputs());
        assertEquals(one.network().outputs(), List.copyOf(made.keySet()));
        for (String output : one.network().outputs()) {
          float[] expected = joined(model.predict(examples, output));
          Closeness.assertClose(expected, made.get(output), output);
        }
      }
    }
  }

  private static float[] joined(float[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSameModelWhenItIsRead(NetworkCase one) {
    Path file = folder.resolve("model.onnx");
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = one.model(backend)) {
      Onnx.export(model, file);
      try (Model read = Onnx.load(file, backend)) {
        assertEquals(model.network(), read.network());
        for (Parameter parameter : model.layout().parameters()) {
          assertArrayEquals(model.read(parameter.name()), read.read(parameter.name()));
        }
      }
    }
  }

  /** As if another program had written it. */
  @ParameterizedTest
  @MethodSource("cases")
  void whatIsExportedIsReadNodeByNode(NetworkCase one) {
    Path file = folder.resolve("model.onnx");
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = one.model(backend)) {
      Onnx.export(model, file);
      OnnxModel written = OnnxModel.read(file);
      OnnxModel anonymous =
          new OnnxModel(
              written.irVersion(), written.opset(), written.producer(), written.graph(), Map.of());
      Path other = folder.resolve("other.onnx");
      anonymous.write(other);
      if (SEVERAL_NODES.stream().anyMatch(one.name()::startsWith)) {
        ModelFormatException refused =
            assertThrows(ModelFormatException.class, () -> Onnx.load(other, backend));
        assertTrue(refused.getMessage().startsWith(other + ": the node '"), refused.getMessage());
        return;
      }
      try (Model read = Onnx.load(other, backend)) {
        Dataset examples = one.examples(3);
        for (int i = 0; i < one.network().outputs().size(); i++) {
          float[] expected = joined(model.predict(examples, one.network().outputs().get(i)));
          float[] actual = joined(read.predict(examples, read.network().outputs().get(i)));
          Closeness.assertClose(expected, actual, one.network().outputs().get(i));
        }
      }
    }
  }

  @Test
  void everyLayerHasACaseOrIsRefused() throws IOException {
    Set<String> left = kinds(Files.readString(SCHEMA), "\"const\": *\"([a-z0-9-]+)\"");
    assertTrue(left.contains("transposed-conv2d"), left.toString());
    String networks =
        cases().stream().map(one -> one.network().toJson()).collect(Collectors.joining());
    left.removeAll(kinds(networks, "\"type\":\"([a-z0-9-]+)\""));
    assertEquals(REFUSED, left);
  }

  private static Set<String> kinds(String json, String pattern) {
    return Pattern.compile(pattern)
        .matcher(json)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
