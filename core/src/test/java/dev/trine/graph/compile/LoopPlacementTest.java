package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.View;
import dev.trine.graph.Convergence;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Where values lie that go into loops, around, and out of them. */
class LoopPlacementTest extends LoopFixture {
  @Test
  void whatItTakesStaysWhileItRuns() {
    Node outside = multiply(x, 0.5);
    Node settled =
        Loop.settle(zero(), EXACT, z -> activation(add(matmul(z, w), outside), Activation.TANH));
    Node after = multiply(settled, settled);
    Node expected =
        repeated(
            zero(), 200, z -> activation(add(matmul(z, w), multiply(x, 0.5)), Activation.TANH));
    List<double[]> found = run(after, multiply(expected, expected));
    assertArrayEquals(found.get(1), found.get(0), 1e-12);
  }

  @Test
  void whatItBeginsWithStaysIfNeeded() {
    Node start = multiply(x, 3);
    Node fromInput = Loop.settle(x, EXACT, this::map);
    Node fromValue = Loop.settle(start, EXACT, this::map);
    Node dropped = Loop.settle(multiply(x, 5), EXACT, this::map);
    Node after = multiply(start, 2);
    List<double[]> found = run(fromInput, fromValue, dropped, after);
    assertArrayEquals(found.get(0), found.get(1), 1e-12);
    assertArrayEquals(found.get(0), found.get(2), 1e-12);
    assertArrayEquals(Arrays.stream(values.get("x")).map(v -> 6 * v).toArray(), found.get(3));
  }

  @Test
  void takesMapsThatEndWithAPartOrAStack() {
    Shape flat = Shape.of(12);
    Node reshaped =
        Loop.settle(
            Reshape.reshape(zero(), flat),
            EXACT,
            z -> Reshape.reshape(map(Reshape.reshape(z, x.shape())), flat));
    Node stacked = Loop.settle(zero(), EXACT, z -> Stack.concatenate(Split.split(map(z), 1, 2)));
    Node turned =
        Loop.settle(
            zero(),
            EXACT,
            z -> {
              List<Node> rows = Split.split(map(z), 1, 2);
              return Stack.concatenate(List.of(rows.get(1), rows.get(0)));
            });
    Node expected =
        repeated(
            zero(),
            200,
            z -> {
              List<Node> rows = Split.split(map(z), 1, 2);
              return Stack.concatenate(List.of(rows.get(1), rows.get(0)));
            });
    List<double[]> found =
        run(reshaped, stacked, Loop.settle(zero(), EXACT, this::map), turned, expected);
    assertArrayEquals(found.get(2), found.get(0), 1e-12);
    assertArrayEquals(found.get(2), found.get(1), 1e-12);
    assertArrayEquals(found.get(4), found.get(3), 1e-12);
  }

  /** Of a stack in the body, a part comes from before the loop; of one behind it, from the loop. */
  @Test
  void stacksReachAcrossTheEndsOfALoop() {
    Function<Node, UnaryOperator<Node>> map =
        outside ->
            z -> {
              Node product = matmul(Stack.concatenate(List.of(outside, z)), w);
              List<Node> rows = Split.split(product, 2, 1, 3);
              return activation(add(rows.get(2), rows.get(1)), Activation.TANH);
            };
    Node outside = multiply(x, 0.5);
    Node settled = Loop.settle(zero(), EXACT, map.apply(outside));
    Node both = Stack.concatenate(List.of(multiply(x, 3), settled, multiply(x, 2)));
    Node expected = repeated(zero(), 200, map.apply(multiply(x, 0.5)));
    List<double[]> found =
        run(both, Stack.concatenate(List.of(multiply(x, 3), expected, multiply(x, 2))));
    assertArrayEquals(found.get(1), found.get(0), 1e-12);
  }

  @Test
  void canBeginWithWhatItLeftInTheState() {
    double[] expected = run(Loop.settle(zero(), EXACT, this::map)).get(0);
    View state = backend.allocate(TensorType.f32(3, 4), "state");
    Convergence loose = new Convergence(1e-4, 400, 0);
    GraphRunner.write(backend, state, new double[12]);
    Node start = graph.variable("last", TensorType.f32(3, 4));
    graph.store(Loop.settle(start, loose, this::map), "last");
    try (Arena arena = new Arena(backend, "arena");
        Program program =
            Program.compile(backend, graph, Map.of("last", state), List.of(), arena, "test")) {
      GraphRunner.run(backend, program, graph, values, List.of());
      int cold = program.settlings().get(0).iterations();
      program.run();
      assertTrue(program.settlings().get(0).iterations() < cold);
      assertEquals(Convergence.TURNS, program.settlings().get(0).iterations());
    }
    double[] kept = GraphRunner.read(backend, state);
    state.buffer().close();
    assertArrayEquals(expected, kept, 1e-4);
  }

  /** What is stored is not computed there, for each turn reads what was there before. */
  @Test
  void whatATurnReadsChangesOnlyAfterTheLoop() {
    View state = backend.allocate(TensorType.f32(3, 4), "state");
    GraphRunner.write(backend, state, drawn(12, 1, 4));
    Node before = graph.variable("last", TensorType.f32(3, 4));
    UnaryOperator<Node> map = z -> map(multiply(z, before));
    Node expected = repeated(zero(), 200, map);
    graph.store(Loop.settle(zero(), EXACT, map), "last");
    List<double[]> found =
        GraphRunner.of(backend, graph, Map.of("last", state), values, List.of(expected));
    assertArrayEquals(found.get(0), GraphRunner.read(backend, state), 1e-12);
    state.buffer().close();
  }

  @Test
  void memoryDoesNotDependOnTheIterations() {
    assertEquals(arenaBytes(10), arenaBytes(100000));
  }

  /** Of forward and backward pass. */
  private long arenaBytes(int iterations) {
    Node settled = Loop.settle(zero(), new Convergence(1e-15, iterations, 0), this::map);
    List<Node> gradients = Differentiator.gradients(settled, 1, List.of(x, w));
    try (Arena arena = new Arena(backend, "arena");
        Program program = Program.compile(backend, graph, Map.of(), gradients, arena, "test")) {
      return backend.memory().liveBytesByOwner().get("arena");
    }
  }
}
