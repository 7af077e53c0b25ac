package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Convergence;
import dev.trine.graph.Graph;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops to a fixed point, on the reference. */
class LoopTest {
  private static final Convergence EXACT = new Convergence(1e-13, 400, 0);

  private final ReferenceBackend backend = new ReferenceBackend();
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(3, 4));
  private final Node w = graph.input("w", TensorType.f32(4, 4));
  private final Map<String, double[]> values = Map.of("x", drawn(12, 1, 1), "w", drawn(16, 0.4, 2));

  @AfterEach
  void close() {
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  private static double[] drawn(int count, double bound, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    Arrays.setAll(values, i -> (float) (bound * (2 * random.nextDouble() - 1)));
    return values;
  }

  private Node map(Node z) {
    return activation(add(matmul(z, w), x), Activation.TANH);
  }

  private Node zero() {
    return Constant.like(x, 0);
  }

  private List<double[]> run(Node... outputs) {
    return GraphRunner.of(backend, graph, values, List.of(outputs));
  }

  private static Node repeated(Node start, int times, UnaryOperator<Node> map) {
    Node z = start;
    for (int i = 0; i < times; i++) {
      z = map.apply(z);
    }
    return z;
  }

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

  private List<Settling> settlings(Convergence convergence, UnaryOperator<Node> map) {
    Node settled = Loop.settle(zero(), convergence, map).named("memory");
    try (Arena arena = new Arena(backend, "arena");
        Program program =
            Program.compile(backend, graph, Map.of(), List.of(settled), arena, "test")) {
      assertEquals(List.of(), program.settlings());
      GraphRunner.run(backend, program, graph, values, List.of(settled));
      return program.settlings();
    }
  }

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
    assertEquals(15, calls(fourTurns.withAcceleration()) - calls(fourTurns));
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
