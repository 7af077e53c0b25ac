package dev.trine.graph.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Computation;
import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArenaTest {
  private final ReferenceBackend backend = new ReferenceBackend();
  private final Graph graph = new Graph();

  @AfterEach
  void close() {
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  /** A copy that asks for scratch and notes where that lies. */
  private record Copy(long scratchBytes, List<View> views) implements Computation {
    @Override
    public List<TensorType> outputs(List<TensorType> inputs) {
      return inputs;
    }

    @Override
    public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
      Call copy = backend.copy(inputs.get(0), outputs.get(0));
      views.add(inputs.get(0));
      views.add(outputs.get(0));
      return new Call() {
        @Override
        public long scratchBytes() {
          return scratchBytes;
        }

        @Override
        public void attachScratch(View scratch) {
          views.add(scratch);
        }

        @Override
        public void enqueue() {
          copy.enqueue();
        }
      };
    }
  }

  private final Map<String, View> state = new HashMap<>();

  private Node constant(DType type, long elements) {
    return graph.apply(new Constant(7, new TensorType(type, Shape.of(elements))));
  }

  private List<Long> slabs(Node... outputs) {
    try (Arena arena = new Arena(backend, "arena");
        Program program = Program.compile(backend, graph, state, List.of(outputs), arena, "test")) {
      program.run();
      return List.of((long) arena.slabs(), backend.memory().liveBytesByOwner().get("arena"));
    }
  }

  @Test
  void intermediateValuesOfEveryTypeHaveTheirPlaces() {
    List<View> views = new ArrayList<>();
    List<Node> copies = new ArrayList<>();
    for (DType type : DType.values()) {
      copies.add(graph.apply(new Copy(0, views), constant(type, 301)));
    }
    List<double[]> results = GraphRunner.of(backend, graph, Map.of(), copies);
    double[] expected = new double[301];
    Arrays.fill(expected, 7);
    for (int i = 0; i < copies.size(); i++) {
      assertEquals(DType.values()[i], views.get(2 * i).type());
      assertEquals(DType.values()[i], views.get(2 * i + 1).type());
      assertArrayEquals(expected, results.get(i));
    }
  }

  @Test
  void placesAreCountedInBytes() {
    assertEquals(
        List.of(1L, 1024L + 2048 + 4096),
        slabs(constant(DType.U8, 1000), constant(DType.BF16, 1000), constant(DType.I32, 1000)));
  }

  @Test
  void scratchLiesWhereValuesAreDead() {
    View kept = backend.allocate(new TensorType(DType.U8, Shape.of(8192)), "state");
    state.put("kept", kept);
    Node large = graph.apply(new Copy(0, new ArrayList<>()), constant(DType.U8, 8192));
    graph.store(graph.apply(new Copy(0, new ArrayList<>()), large), "kept");
    List<View> views = new ArrayList<>();
    Node small = graph.apply(new Copy(15_000, views), constant(DType.U8, 100));
    assertEquals(List.of(1L, 2L * 8192), slabs(small));
    assertEquals(15_000, views.get(2).bytes());
    assertFalse(views.get(2).overlaps(views.get(0)) || views.get(2).overlaps(views.get(1)));
    kept.buffer().close();
  }

  @Test
  void scratchOfDifferentCallsIsTheSameMemory() {
    List<View> views = new ArrayList<>();
    Node value = constant(DType.U8, 256);
    for (long scratch : new long[] {1000, 2000, 500}) {
      value = graph.apply(new Copy(scratch, views), value);
    }
    assertEquals(List.of(2L, 512L + 2048), slabs(value));
    List<View> scratch = views.subList(6, 9);
    assertEquals(List.of(1000L, 2000L, 500L), scratch.stream().map(View::bytes).toList());
    assertTrue(scratch.stream().allMatch(scratch.get(0)::overlaps));
  }
}
