package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.View;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sequences that are computed in place of another, step by step. */
class OverwritingTest {
  private static final int STEPS = 3;
  private static final Shape WHOLE = Shape.of(STEPS, 8, 8);

  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(STEPS * 8, 8));

  /** What was made for all steps at once. */
  private final Node given = Reshape.reshape(matmul(x, matmul(x, x, true, false)), WHOLE);

  /** Steps that are each made of one of those and of the step before. */
  private Node walk(Function<Integer, Integer> from) {
    List<Node> parts = Split.unstack(given);
    List<Node> made = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      Node part = parts.get(from.apply(step));
      made.add(exp(step == 0 ? part : add(part, made.get(step - 1))));
    }
    return Stack.stack(made);
  }

  private static Node result(Node walked) {
    Node rows = Reshape.reshape(walked, Shape.of(STEPS * 8, 8));
    return matmul(rows, rows, true, false);
  }

  /** Whether the stack lies where the value did, as the program gets the same results at least. */
  private boolean isInPlace(Node stack, Node... outputs) {
    Map<String, double[]> inputs =
        Map.of("x", IntStream.range(0, STEPS * 64).mapToDouble(i -> i % 7 * 0.02 - 0.05).toArray());
    try (ReferenceBackend backend = new ReferenceBackend();
        Arena arena = new Arena(backend, "arena")) {
      List<Node> wanted = List.of(outputs);
      List<double[]> placed = GraphRunner.of(backend, graph, inputs, wanted);
      List<Node> all = GraphRunner.all(graph);
      List<double[]> plain = GraphRunner.of(backend, graph, inputs, all);
      for (int i = 0; i < wanted.size(); i++) {
        assertArrayEquals(plain.get(all.indexOf(wanted.get(i))), placed.get(i));
      }
      Map<String, View> views = Map.of("x", backend.allocate(x.tensorType(), "x"));
      Map<Node, View> places =
          Placement.of(
              Schedule.of(graph, wanted, backend),
              wanted,
              views,
              new State(Map.of()),
              arena.share());
      View own = places.get(stack);
      View other = places.get(given.producer().input(0));
      return own.buffer() == other.buffer() && own.byteOffset() == other.byteOffset();
    }
  }

  @Test
  void eachStepOverwritesWhatItWasMadeOf() {
    Node walked = walk(step -> step);
    assertTrue(isInPlace(walked, result(walked)));
  }

  @Test
  void notWhatIsNeededLater() {
    Node walked = walk(step -> step);
    Node rows = Reshape.reshape(given, Shape.of(STEPS * 8, 8));
    assertFalse(isInPlace(walked, result(walked), matmul(rows, rows, true, false)));
  }

  @Test
  void notWhatIsKept() {
    Node walked = walk(step -> step);
    assertFalse(isInPlace(walked, result(walked), given));
  }

  @Test
  void notInAnotherOrder() {
    Node walked = walk(step -> STEPS - 1 - step);
    assertFalse(isInPlace(walked, result(walked)));
  }

  /** The last of the parts is made first, and the others are needed for it. */
  @Test
  void notWhatALaterPartIsMadeOf() {
    List<Node> parts = Split.unstack(given);
    Node first = exp(parts.get(0));
    Node second = exp(parts.get(1));
    Node third = exp(add(parts.get(2), parts.get(0)));
    Node walked = Stack.stack(List.of(first, second, third));
    assertFalse(isInPlace(walked, result(walked)));
  }
}
