package dev.trine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Returns;
import dev.trine.nn.Scope;
import dev.trine.nn.UnaryLayer;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ONNX has nothing for is refused by the layer's path, and no file is made. */
class RefusedExportTest {
  private static final Shape SEQUENCE = Shape.of(5, 6);

  @TempDir private Path folder;

  @Test
  void aFixedPoint() {
    assertRefused(
        Network.of(Shape.of(4), Layers.sequence(Layers.dense(3), Layers.fixedPoint(2))),
        "'sequence/0/fixed-point/0' cannot be exported to ONNX: a fixed point is computed turn by turn until it settles, for which ONNX has no op; export the layers around it");
  }

  @Test
  void stateThatIsCarried() {
    assertRefused(
        Network.of(SEQUENCE, Layers.gru(3).carried()),
        "'gru/0' cannot be exported to ONNX: its state goes on from batch to batch, which ONNX's layers do not; export model.with(network) of the same layer without carried()");
  }

  @Test
  void stepsThatAreThereOneByOne() {
    Network network =
        Network.builder()
            .input("x", SEQUENCE)
            .input("there", TensorType.i32(5))
            .layer("walk", Layers.bidirectional(Layers.lstm(3)), "x", "there")
            .build();
    assertRefused(
        network,
        "'walk/layer' cannot be exported to ONNX: it takes which steps of a sequence are there one by one, ONNX's layers only how many; give the network an input of I32[] with their number");
  }

  @Test
  void anActivationThatRnnLacks() {
    assertRefused(
        Network.of(SEQUENCE, Layers.recurrent(3, Activation.GELU, Returns.LAST)),
        "'recurrent/0' cannot be exported to ONNX: ONNX's RNN has no activation GELU; train with TANH, or take lstm or gru");
  }

  /** A layer that is not of the library. */
  record Twice() implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      return scope.part("once", Layers.dense(4), in);
    }
  }

  @Test
  void aLayerOfOnesOwn() {
    Layers.register("twice", Twice.class);
    assertRefused(
        Network.of(Shape.of(4), Layers.residual((Layer) new Twice())),
        "'residual/0/body' cannot be exported to ONNX: the layer twice is not of this library; build it of layers that are, by sequence(), residual() and add()");
  }

  private void assertRefused(Network network, String message) {
    Path file = folder.resolve("model.onnx");
    try (ReferenceBackend backend = new ReferenceBackend();
        Model model = network.initialise(backend, 1)) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Onnx.export(model, file));
      assertEquals(message, refused.getMessage());
      assertFalse(Files.exists(file));
    }
  }
}
