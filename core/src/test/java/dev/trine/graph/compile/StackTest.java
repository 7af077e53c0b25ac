package dev.trine.graph.compile;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values that are parts of others. */
class StackTest {
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(3, 2));

  /** The calls of a program, and that it computes what one does that keeps every value. */
  private List<String> calls(Node out) {
    Map<String, double[]> inputs =
        Map.of("x", IntStream.range(0, 6).mapToDouble(i -> i * 0.25 - 1).toArray());
    try (ReferenceBackend backend = new ReferenceBackend()) {
      List<double[]> placed = GraphRunner.of(backend, graph, inputs, List.of(out));
      List<Node> all = GraphRunner.all(graph);
      List<double[]> plain = GraphRunner.of(backend, graph, inputs, all);
      assertArrayEquals(plain.get(all.indexOf(out)), placed.get(0));
      try (Arena arena = new Arena(backend, "arena");
          Program program =
              Program.compile(backend, graph, Map.of(), List.of(out), arena, "test")) {
        return program.profile().stream().map(CallProfile::name).toList();
      }
    }
  }

  private static Node tanh(Node node) {
    return activation(node, Activation.TANH);
  }

  private static List<String> copies(List<String> calls) {
    return calls.stream().filter(name -> name.startsWith("stack")).toList();
  }

  @Test
  void partsAreComputedWhereTheyBelongAndReadWhereTheyAre() {
    List<Node> steps = new ArrayList<>();
    for (Node row : Split.unstack(x)) {
      steps.add(tanh(steps.isEmpty() ? row : add(row, steps.get(steps.size() - 1))));
    }
    List<String> calls = calls(Stack.stack(steps));
    assertEquals(List.of(), copies(calls));
    assertEquals(3, calls.size());
  }

  @Test
  void stacksOfStacksAreInPlace() {
    Node lower = Stack.stack(List.of(tanh(x), tanh(tanh(x))));
    Node whole =
        Stack.concatenate(
            List.of(reshape(lower, Shape.of(6, 2)), matmul(x, matmul(x, x, true, false))));
    assertEquals(List.of(), copies(calls(whole)));
  }

  @Test
  void whatIsElsewhereIsCopied() {
    Node twice = tanh(x);
    assertEquals(2, copies(calls(Stack.stack(List.of(x, twice, twice)))).size());
  }

  @Test
  void aPartOfTwoStacksIsCopiedToOne() {
    Node part = tanh(x);
    Node first = Stack.stack(List.of(part, tanh(part)));
    Node second = Stack.stack(List.of(tanh(tanh(part)), part));
    assertEquals(1, copies(calls(matmul(first, second, false, true))).size());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Node other = graph.input("other", TensorType.f32(2, 3));
    refused("not of one shape", () -> Stack.stack(List.of(x, other)));
    refused("along the first axis", () -> Stack.concatenate(List.of(x, other)));
    refused("parts of [1, 3]", () -> Split.split(x, 1, 3));
    Node number = graph.input("number", TensorType.f32());
    refused("which has no axis", () -> Split.unstack(number));
  }

  private static void refused(String message, Executable action) {
    String found = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(found.contains(message), found);
  }
}
