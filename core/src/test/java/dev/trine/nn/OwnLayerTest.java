package dev.trine.nn;

import static dev.trine.nn.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class OwnLayerTest {
  /** How a {@link Scaled} begins. */
  private enum Start {
    ONES,
    ZEROS
  }

  /** A factor for each feature, and a running number that is not trained. */
  private record Scaled(double by, boolean shifts, String note, Start start) implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      Shape shape = in.shape().example();
      Initialiser initial = Initialiser.constant(start == Start.ONES ? 1 : 0);
      Node factor = scope.parameter("factor", shape, initial, false);
      Node seen = scope.state("seen", Shape.of(1), Initialiser.zeros());
      scope.next("seen", seen);
      Node scaled = Elementwise.multiply(Elementwise.multiply(in, factor), by);
      return shifts ? Elementwise.add(scaled, seen) : scaled;
    }
  }

  private record Unregistered(int units) implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      return in;
    }
  }

  private record Unwritable(Object content) implements UnaryLayer {
    @Override
    public Node apply(Scope scope, Node in) {
      return in;
    }
  }

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void isSavedAndLoadedOnceItIsKnown(@TempDir Path folder) {
    Layers.register("scaled", Scaled.class);
    Layers.register("scaled", Scaled.class);
    Layer scaled = new Scaled(0.5, true, "by \"half\"", Start.ONES);
    Network network = Network.of(Shape.of(3), scaled, dense(2));
    Path file = folder.resolve("own.safetensors");
    try (Model model = network.initialise(backend, 1)) {
      model.write("scaled/0/seen", new float[] {4});
      model.save(file);
      try (Model loaded = Model.load(backend, file)) {
        assertEquals(network, loaded.network());
        assertArrayEquals(new float[] {1, 1, 1}, loaded.read("scaled/0/factor"));
        assertArrayEquals(new float[] {4}, loaded.read("scaled/0/seen"));
      }
    }
  }

  @Test
  void isRefusedWithTheRemedyWhereItIsNot(@TempDir Path folder) {
    Network network = Network.of(Shape.of(3), new Unregistered(3), dense(2));
    try (Model model = network.initialise(backend, 1)) {
      refused(
          "Layers.register(name, Unregistered.class)",
          () -> model.save(folder.resolve("own.safetensors")));
    }
  }

  @Test
  void namesAreThoseOfOneLayer() {
    refused("'dense' is dev.trine.nn.Dense already", () -> Layers.register("dense", Scaled.class));
    refused("'Own Layer' is no name", () -> Layers.register("Own Layer", Scaled.class));
    refused("content' of", () -> Layers.register("unwritable", Unwritable.class));
  }

  private static void refused(String message, Executable action) {
    String found = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(found.contains(message), found);
  }
}
