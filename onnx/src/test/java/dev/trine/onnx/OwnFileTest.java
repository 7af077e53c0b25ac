package dev.trine.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.onnx.file.OnnxGraph;
import dev.trine.onnx.file.OnnxModel;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.onnx.file.OnnxValue;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was exported, as it was or changed since. */
class OwnFileTest {
  private static final Network NETWORK =
      Network.of(Shape.of(2), Layers.dense(3, Activation.TANH), Layers.dense(2)).freeze("dense/0");

  @TempDir private Path folder;
  private final ReferenceBackend backend = new ReferenceBackend();
  private Model model;
  private Path file;
  private OnnxModel written;

  @BeforeEach
  void export() {
    model = NETWORK.initialise(backend, 3);
    model.classes(List.of("no", "yes"));
    model.note("made of", "two numbers");
    file = folder.resolve("model.onnx");
    Onnx.export(model, file);
    written = OnnxModel.read(file);
  }

  @AfterEach
  void close() {
    model.close();
    backend.close();
  }

  @Test
  void keepsWhatIsFrozenClassesAndNotes() {
    try (Model read = Onnx.load(file, backend)) {
      assertEquals(NETWORK, read.network());
      assertEquals(List.of("no", "yes"), read.classes());
      assertEquals(Map.of("made of", "two numbers"), read.notes());
    }
  }

  @Test
  void hasTheBatchOpenAndNamesOfTheNetwork() {
    assertEquals(17, written.opset());
    assertEquals("Trine", written.producer().get(0));
    assertEquals(
        List.of(new OnnxValue("features", 1, List.of("batch", "2"))), written.graph().inputs());
    assertEquals(
        List.of(new OnnxValue("dense/1", 1, List.of("batch", "2"))), written.graph().outputs());
  }

  @Test
  void weightsThatWereChangedAreRead() {
    float[] values = {5, 6};
    write(written.graph().nodes(), with("dense/1/bias", List.of(2L), values), written.metadata());
    try (Model read = Onnx.load(file, backend)) {
      assertEquals(NETWORK, read.network());
      assertArrayEquals(values, read.read("dense/1/bias"));
    }
  }

  /** Without its activation. */
  @Test
  void aGraphThatWasChangedCounts() {
    List<OnnxNode> nodes = new ArrayList<>(written.graph().nodes());
    OnnxNode tanh = nodes.remove(1);
    assertEquals("Tanh", tanh.opType());
    OnnxNode last = nodes.get(1);
    List<String> inputs = new ArrayList<>(last.inputs());
    inputs.set(0, tanh.inputs().get(0));
    nodes.set(1, last.with(inputs, last.outputs()));
    write(nodes, written.graph().initializers(), written.metadata());
    try (Model read = Onnx.load(file, backend)) {
      assertEquals(
          Network.of(Shape.of(2), Layers.dense(3), Layers.dense(2)).layers(),
          read.network().layers());
    }
  }

  @Test
  void aWeightOfAnotherShapeIsRefused() {
    write(
        written.graph().nodes(),
        with("dense/1/bias", List.of(3L), new float[3]),
        written.metadata());
    assertRefused("the tensor 'dense/1/bias' is [3], expected the shape [2]");
  }

  @Test
  void aNetworkThatAsksForMoreThanTheFileHasIsRefused() {
    Map<String, String> metadata = new HashMap<>(written.metadata());
    metadata.computeIfPresent(
        "trine.network", (key, json) -> json.replace("\"units\":3", "\"units\":2000000000"));
    write(written.graph().nodes(), written.graph().initializers(), metadata);
    assertRefused("its network has more weights than its tensors, the first of them in 'dense/");
  }

  @Test
  void aTensorThatSaysThatItIsHugeIsRefused() {
    List<OnnxTensor> tensors = new ArrayList<>(written.graph().initializers());
    OnnxTensor first = tensors.get(0);
    tensors.set(
        0,
        new OnnxTensor(
            first.name(),
            first.type(),
            List.of(1L << 40, 3L),
            ByteBuffer.allocate(0),
            false,
            false));
    write(written.graph().nodes(), tensors, Map.of());
    assertRefused("has an extent of 1099511627776");
  }

  private void assertRefused(String reason) {
    ModelFormatException refused =
        assertThrows(ModelFormatException.class, () -> Onnx.load(file, backend));
    assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private List<OnnxTensor> with(String name, List<Long> dims, float[] values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return written.graph().initializers().stream()
        .map(
            tensor ->
                tensor.name().equals(name)
                    ? new OnnxTensor(name, 1, dims, data, false, false)
                    : tensor)
        .toList();
  }

  private void write(List<OnnxNode> nodes, List<OnnxTensor> tensors, Map<String, String> metadata) {
    OnnxGraph graph =
        new OnnxGraph(
            "changed", nodes, tensors, written.graph().inputs(), written.graph().outputs());
    file = folder.resolve("changed.onnx");
    new OnnxModel(written.irVersion(), written.opset(), written.producer(), graph, metadata)
        .write(file);
  }
}
