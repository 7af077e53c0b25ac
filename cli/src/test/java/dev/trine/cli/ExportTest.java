package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.onnx.Onnx;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trine export}. */
class ExportTest {
  @TempDir private Path folder;

  @Test
  void theFileIsTheModel() {
    Path model = saved(Network.of(Shape.of(4), Layers.dense(2)));
    Path file = folder.resolve("new").resolve("model.onnx");
    Run run = Run.of("export", model + "", "--onnx", file + "");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of(file + " written, which takes features and gives dense/0"), run.lines());
    try (ReferenceBackend backend = new ReferenceBackend();
        Model read = Onnx.load(file, backend)) {
      assertEquals(Network.of(Shape.of(4), Layers.dense(2)), read.network());
      assertEquals(List.of("no", "yes"), read.classes());
    }
  }

  @Test
  void aLayerThatOnnxHasNotIsNamed() {
    Path model = saved(Network.of(Shape.of(4), Layers.fixedPoint(2)));
    Path file = folder.resolve("model.onnx");
    Run run = Run.of("export", model + "", "--onnx", file + "");
    assertEquals(2, run.exitCode());
    assertTrue(
        run.err().startsWith("trine: 'fixed-point/0' cannot be exported to ONNX: "), run.err());
    assertFalse(Files.exists(file));
  }

  private Path saved(Network network) {
    Path file = folder.resolve("model.safetensors");
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      model.classes(List.of("no", "yes"));
      model.save(file);
    }
    return file;
  }
}
