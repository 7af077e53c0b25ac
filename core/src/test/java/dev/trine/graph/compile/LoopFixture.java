package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.graph.Constant;
import dev.trine.graph.Convergence;
import dev.trine.graph.Graph;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** A map that contracts, in a graph that the reference runs. */
abstract class LoopFixture {
  static final Convergence EXACT = new Convergence(1e-13, 400, 0);

  final ReferenceBackend backend = new ReferenceBackend();
  final Graph graph = new Graph();
  final Node x = graph.input("x", TensorType.f32(3, 4));
  final Node w = graph.input("w", TensorType.f32(4, 4));
  final Map<String, double[]> values = Map.of("x", drawn(12, 1, 1), "w", drawn(16, 0.4, 2));

  @AfterEach
  void close() {
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  static double[] drawn(int count, double bound, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    Arrays.setAll(values, i -> (float) (bound * (2 * random.nextDouble() - 1)));
    return values;
  }

  Node map(Node z) {
    return activation(add(matmul(z, w), x), Activation.TANH);
  }

  Node zero() {
    return Constant.like(x, 0);
  }

  List<double[]> run(Node... outputs) {
    return GraphRunner.of(backend, graph, values, List.of(outputs));
  }

  static Node repeated(Node start, int times, UnaryOperator<Node> map) {
    Node z = start;
    for (int i = 0; i < times; i++) {
      z = map.apply(z);
    }
    return z;
  }

  List<Settling> settlings(Convergence convergence, UnaryOperator<Node> map) {
    Node settled = Loop.settle(zero(), convergence, map).named("memory");
    try (Arena arena = new Arena(backend, "arena");
        Program program =
            Program.compile(backend, graph, Map.of(), List.of(settled), arena, "test")) {
      assertEquals(List.of(), program.settlings());
      GraphRunner.run(backend, program, graph, values, List.of(settled));
      return program.settlings();
    }
  }
}
