package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.graph.Constant;
import dev.trine.graph.Convergence;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** When loops end, and what is told of it; damping and acceleration. */
class LoopSettlingTest extends LoopFixture {
  @Test
  void stopsWhenItHasSettled() {
    Settling loose = settlings(new Convergence(1e-2, 400, 0), this::map).get(0);
    Settling tight = settlings(new Convergence(1e-9, 400, 0), this::map).get(0);
    assertTrue(loose.settled() && tight.settled());
    assertTrue(loose.residual() > 1e-9 && loose.residual() <= 1e-2, loose.toString());
    assertTrue(loose.iterations() < tight.iterations(), loose + " " + tight);
    assertTrue(tight.iterations() < 60, tight.toString());
    assertEquals("memory", loose.name());
  }

  @Test
  void saysThatItDidNotSettle() {
    Settling swinging =
        settlings(new Convergence(1e-5, 30, 0), z -> add(multiply(z, -1), x)).get(0);
    assertFalse(swinging.settled());
    assertEquals(32, swinging.iterations());
    assertTrue(
        swinging.text().startsWith("'memory' did not settle in 32 iterations: the residual is "),
        swinging.text());
    assertTrue(
        settlings(new Convergence(1e-5, 30, 0.5), z -> add(multiply(z, -1), x)).get(0).settled());
  }

  @Test
  void stopsWhereItIsNotFinite() {
    Settling infinite =
        settlings(new Convergence(1e-5, 100000, 0), z -> add(multiply(z, 1e30), x)).get(0);
    assertFalse(infinite.settled());
    assertTrue(infinite.iterations() < 1000, infinite.toString());
  }

  @Test
  void dampingChangesTheWayAndNotTheEnd() {
    Node plain = Loop.settle(zero(), EXACT, this::map);
    Node damped = Loop.settle(zero(), EXACT.withDamping(0.4), this::map);
    List<double[]> found = run(plain, damped);
    assertArrayEquals(found.get(0), found.get(1), 1e-12);
  }

  @Test
  void accelerationChangesTheWayAndNotTheEnd() {
    Node plain = Loop.settle(zero(), EXACT, this::map);
    Node accelerated = Loop.settle(zero(), EXACT.withAcceleration(), this::map);
    List<double[]> found = run(plain, accelerated);
    assertArrayEquals(found.get(0), found.get(1), 1e-12);
  }

  /** In steps of 0.97 of what is left, for each example and in each of its four directions. */
  @Test
  void accelerationSettlesSoonerWhatContractsSlowly() {
    Convergence convergence = new Convergence(1e-9, 1000, 0);
    UnaryOperator<Node> slow = z -> add(multiply(z, slopes(0.97, 0.9, 0.6, -0.5)), x);
    Settling plain = settlings(convergence, slow).get(0);
    Settling accelerated = settlings(convergence.withAcceleration(), slow).get(0);
    assertTrue(plain.settled() && accelerated.settled(), plain + " " + accelerated);
    assertTrue(plain.iterations() > 400, plain.toString());
    assertTrue(accelerated.iterations() < plain.iterations() / 8, accelerated.toString());
  }

  @Test
  void accelerationSettlesWhatDoesNotContract() {
    Convergence convergence = new Convergence(1e-9, 1000, 0);
    UnaryOperator<Node> swinging = z -> add(multiply(z, slopes(-1.1, -1, 0.5, 0.2)), x);
    assertFalse(settlings(convergence, swinging).get(0).settled());
    Settling accelerated = settlings(convergence.withAcceleration(), swinging).get(0);
    assertTrue(accelerated.settled(), accelerated.toString());
  }

  @Test
  void accelerationTakesAsManyCallsAsAreStated() {
    Convergence fourTurns = new Convergence(1e-15, 4, 0);
    assertEquals(13, calls(fourTurns.withAcceleration()) - calls(fourTurns));
  }

  private int calls(Convergence convergence) {
    Node settled = Loop.settle(zero(), convergence, this::map);
    try (Arena arena = new Arena(backend, "arena");
        Program program =
            Program.compile(backend, graph, Map.of(), List.of(settled), arena, "test")) {
      GraphRunner.run(backend, program, graph, values, List.of());
      return program.profile().size();
    }
  }

  private Node slopes(double... each) {
    List<Node> scalars = new ArrayList<>();
    for (double slope : each) {
      scalars.add(graph.apply(new Constant(slope, TensorType.f32(1))));
    }
    return Stack.concatenate(scalars);
  }
}
