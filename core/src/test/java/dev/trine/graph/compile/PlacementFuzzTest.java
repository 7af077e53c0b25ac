package dev.trine.graph.compile;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.Buffer;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random graphs that compute, reshape, read and replace overlapping pieces of state, as compiled
 * and with every value kept, which leaves nothing to fuse, elide or put in place.
 */
class PlacementFuzzTest {
  private static final Shape MATRIX = Shape.of(3, 3);
  private static final Shape VECTOR = Shape.of(9);
  private static final int STATE = 24;

  private final Graph graph = new Graph();
  private final List<Node> matrices = new ArrayList<>();
  private final List<Node> computed = new ArrayList<>();
  private final List<Node> vectors = new ArrayList<>();

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void compiledProgramsComputeWhatPlainOnesDo(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (ReferenceBackend backend = new ReferenceBackend();
        Buffer state = backend.allocate(DType.F32, STATE, "state")) {
      build(random, state);
      List<Node> outputs = computed.stream().filter(n -> random.nextInt(4) == 0).toList();
      double[] input = random.doubles(9, -1, 1).toArray();
      double[] initial = random.doubles(STATE, -1, 1).toArray();

      GraphRunner.write(backend, state.view(), initial);
      List<double[]> compiled = GraphRunner.of(backend, graph, Map.of("x", input), outputs);
      double[] compiledState = GraphRunner.read(backend, state.view());

      GraphRunner.write(backend, state.view(), initial);
      List<Node> all = GraphRunner.all(graph);
      List<double[]> plain = GraphRunner.of(backend, graph, Map.of("x", input), all);
      for (int i = 0; i < outputs.size(); i++) {
        assertArrayEquals(plain.get(all.indexOf(outputs.get(i))), compiled.get(i), 1e-12);
      }
      assertArrayEquals(GraphRunner.read(backend, state.view()), compiledState, 1e-12);
    }
  }

  private void build(SplittableRandom random, Buffer state) {
    Node x = graph.input("x", TensorType.f32(MATRIX));
    matrices.add(x);
    compute(activation(x, Activation.TANH));
    int steps = random.nextInt(4, 20);
    for (int i = 0; i < steps; i++) {
      long offset = 3L * random.nextInt((STATE - 9) / 3 + 1);
      switch (random.nextInt(8)) {
        case 0 -> compute(tamed(matmul(any(random, matrices), any(random, matrices))));
        case 1 -> compute(add(any(random, matrices), any(random, matrices)));
        case 2 -> compute(multiply(any(random, matrices), 0.5));
        case 3 -> {
          Node row = graph.variable("row", state.view(offset, Shape.of(3)));
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
        case 6 -> matrices.add(graph.variable("read", state.view(offset, MATRIX)));
        default -> {
          Node value = any(random, computed);
          graph.store(value, state.view(offset, value.shape()));
        }
      }
    }
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
