package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Application;
import dev.trine.graph.Convergence;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What loops to a fixed point come to, their gradient, and what runs. */
class LoopTest extends LoopFixture {
  @Test
  void settlesToWhatManyTurnsComeTo() {
    Node settled = Loop.settle(zero(), EXACT, this::map);
    Node expected = repeated(zero(), 200, this::map);
    List<double[]> found = run(settled, expected, map(settled));
    assertArrayEquals(found.get(1), found.get(0), 1e-12);
    assertArrayEquals(found.get(2), found.get(0), 1e-12);
  }

  @Test
  void hasTheGradientOfManyTurns() {
    Node settled = Loop.settle(zero(), EXACT, this::map);
    Node unrolled = repeated(zero(), 200, this::map);
    Node weights = graph.input("weights", x.tensorType());
    List<Node> with = List.of(x, w);
    List<Node> all = new ArrayList<>();
    all.addAll(Differentiator.pullback(List.of(settled), List.of(weights), with));
    all.addAll(Differentiator.pullback(List.of(unrolled), List.of(weights), with));
    Map<String, double[]> given = new HashMap<>(values);
    given.put("weights", drawn(12, 1, 3));
    List<double[]> found = GraphRunner.of(backend, graph, given, all);
    assertArrayEquals(found.get(2), found.get(0), 1e-11);
    assertArrayEquals(found.get(3), found.get(1), 1e-11);
  }

  @Test
  void loopsBehindOneAnother() {
    Node first = Loop.settle(zero(), EXACT, this::map);
    Node second =
        Loop.settle(first, EXACT, z -> activation(add(matmul(z, w), first), Activation.SIGMOID));
    Node once = repeated(zero(), 100, this::map);
    Node plain =
        repeated(zero(), 200, z -> activation(add(matmul(z, w), once), Activation.SIGMOID));
    List<double[]> found = run(second, plain);
    assertArrayEquals(found.get(1), found.get(0), 1e-12);
  }

  @Test
  void aTurnIsAProductAndAnActivationEachWay() {
    Node settled = Loop.settle(zero(), EXACT, this::map).named("z");
    List<Node> gradients = Differentiator.gradients(settled, 1, List.of(x, w));
    try (Arena arena = new Arena(backend, "arena");
        Program program = Program.compile(backend, graph, Map.of(), gradients, arena, "test")) {
      GraphRunner.run(backend, program, graph, values, List.of());
      List<Integer> iterations = program.settlings().stream().map(Settling::iterations).toList();
      List<String> calls = program.profile().stream().map(CallProfile::name).toList();
      long turns = iterations.get(0) + iterations.get(1);
      // At each look the residual, and backwards the two sums that it takes, else fused.
      long looks = (iterations.get(0) + 3 * iterations.get(1)) / Convergence.TURNS;
      // Zeros and g, the map at the fixed point, and the gradients by x and w.
      int outside = 1 + 1 + 2 + 2;
      assertEquals(2 * turns + looks + outside, calls.size(), String.join("\n", calls));
    }
  }

  @Test
  void aProgramWithoutLoopsIsOneSegment() {
    Node y = map(x);
    List<Application> schedule = Schedule.of(graph, List.of(y), backend);
    assertEquals(1, Segment.of(backend, schedule, List.of(), Map.of(), new Resources()).size());
  }

  @Test
  void refusesWhatCannotBeRepeated() {
    refuses("does not depend on its state", z -> map(x));
    refuses("expected F32 and the same shape", z -> matmul(w, w));
    refuses("is a loop itself", z -> Loop.settle(z, EXACT, inner -> map(add(inner, z))));
    refuses(
        "changes state",
        z -> {
          graph.store(z, "kept");
          return map(z);
        });
    assertThrows(IllegalArgumentException.class, () -> EXACT.withTolerance(0));
    assertThrows(IllegalArgumentException.class, () -> EXACT.withDamping(1));
    assertThrows(IllegalArgumentException.class, () -> EXACT.withIterations(0));
  }

  private void refuses(String reason, UnaryOperator<Node> map) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Loop.settle(zero(), EXACT, map));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
