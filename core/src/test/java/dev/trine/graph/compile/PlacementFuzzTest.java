package dev.trine.graph.compile;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.InterceptedBackend;
import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random graphs that compute, reshape, split, stack, read and replace overlapping pieces of state,
 * as compiled and with every value kept, which leaves nothing to fuse, elide or put in place. Every
 * call has scratch, and overwrites it before and after its work.
 */
class PlacementFuzzTest {
  private static final Shape MATRIX = Shape.of(3, 3);
  private static final Shape VECTOR = Shape.of(9);
  private static final int STATE = 24;

  private final Graph graph = new Graph();
  private final List<Node> matrices = new ArrayList<>();
  private final List<Node> computed = new ArrayList<>();
  private final List<Node> vectors = new ArrayList<>();
  private final List<Node> rows = new ArrayList<>();
  private final Map<String, View> places = new HashMap<>();
  private View state;

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void compiledProgramsComputeWhatPlainOnesDo(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (Backend backend = withScratch(new SplittableRandom(seed))) {
      state = backend.allocate(TensorType.f32(STATE), "state");
      build(random);
      List<Node> outputs = computed.stream().filter(n -> random.nextInt(4) == 0).toList();
      double[] input = random.doubles(9, -1, 1).toArray();
      double[] initial = random.doubles(STATE, -1, 1).toArray();

      GraphRunner.write(backend, state, initial);
      List<double[]> compiled = GraphRunner.of(backend, graph, places, Map.of("x", input), outputs);
      double[] compiledState = GraphRunner.read(backend, state);

      GraphRunner.write(backend, state, initial);
      List<Node> all = GraphRunner.all(graph);
      List<double[]> plain = GraphRunner.of(backend, graph, places, Map.of("x", input), all);
      for (int i = 0; i < outputs.size(); i++) {
        assertArrayEquals(plain.get(all.indexOf(outputs.get(i))), compiled.get(i), 1e-12);
      }
      assertArrayEquals(GraphRunner.read(backend, state), compiledState, 1e-12);
    }
  }

  private static Backend withScratch(SplittableRandom random) {
    return InterceptedBackend.of(
        (reference, op, real) ->
            new Scrawling(reference, real.bind(op.arguments()), 4 * random.nextInt(200)));
  }

  private static final class Scrawling implements Call {
    private final Backend backend;
    private final Call inner;
    private final long bytes;
    private View scratch;

    Scrawling(Backend backend, Call inner, long bytes) {
      this.backend = backend;
      this.inner = inner;
      this.bytes = bytes;
    }

    @Override
    public long scratchBytes() {
      return bytes;
    }

    @Override
    public void attachScratch(View given) {
      assertEquals(0, given.byteOffset() % SCRATCH_ALIGNMENT);
      scratch = given.part(0, Shape.of(bytes));
    }

    @Override
    public void enqueue() {
      scrawl();
      inner.enqueue();
      scrawl();
    }

    private void scrawl() {
      if (bytes > 0) {
        backend.fill(0xAA, scratch).enqueue();
      }
    }
  }

  private void build(SplittableRandom random) {
    Node x = graph.input("x", TensorType.f32(MATRIX));
    matrices.add(x);
    compute(activation(x, Activation.TANH));
    int steps = random.nextInt(4, 20);
    for (int i = 0; i < steps; i++) {
      long offset = 3L * random.nextInt((STATE - 9) / 3 + 1);
      switch (random.nextInt(10)) {
        case 0 -> compute(tamed(matmul(any(random, matrices), any(random, matrices))));
        case 1 -> compute(add(any(random, matrices), any(random, matrices)));
        case 2 -> compute(multiply(any(random, matrices), 0.5));
        case 3 -> {
          Node row = variable("row", offset, Shape.of(3));
          compute(add(any(random, matrices), row));
        }
        case 4 -> vectors.add(reshape(any(random, matrices), VECTOR));
        case 5 -> {
          if (!vectors.isEmpty()) {
            Node vector = activation(any(random, vectors), Activation.SIGMOID);
            vectors.add(vector);
            computed.add(vector);
            matrices.add(reshape(vector, MATRIX));
          }
        }
        case 6 -> matrices.add(variable("matrix", offset, MATRIX));
        case 7 -> {
          List<Node> parts = Split.unstack(any(random, matrices));
          rows.addAll(parts);
          rows.add(activation(parts.get(random.nextInt(3)), Activation.TANH));
        }
        case 8 -> {
          if (!rows.isEmpty()) {
            Node first = activation(any(random, rows), Activation.SIGMOID);
            rows.add(first);
            compute(Stack.stack(List.of(first, any(random, rows), any(random, rows))));
          }
        }
        default -> {
          Node value = any(random, computed);
          graph.store(value, place("place", offset, value.shape()));
        }
      }
    }
  }

  private Node variable(String what, long offset, Shape shape) {
    return graph.variable(place(what, offset, shape), new TensorType(DType.F32, shape));
  }

  /** The name of a part of the state. */
  private String place(String what, long offset, Shape shape) {
    String name = what + " at " + offset;
    places.put(name, state.part(offset, shape));
    return name;
  }

  private void compute(Node node) {
    matrices.add(node);
    computed.add(node);
  }

  private static Node tamed(Node node) {
    return activation(node, Activation.TANH);
  }

  private static Node any(SplittableRandom random, List<Node> nodes) {
    return nodes.get(random.nextInt(nodes.size()));
  }
}
