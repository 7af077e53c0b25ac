package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.square;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(3, 3));

  private List<Application> joined(Node... kept) {
    return Repeats.join(graph.applications(), Set.of(kept));
  }

  @Test
  void equalOpsOfEqualInputsAreOne() {
    Node first = matmul(exp(x), x);
    Node second = matmul(exp(x), x);
    Node out = multiply(first, second);
    List<Application> joined = joined(out);
    assertEquals(4, joined.size());
    assertSame(first, joined.get(3).input(0));
  }

  @Test
  void otherOpsAndOtherOrdersOfInputsAreOthers() {
    matmul(exp(x), x);
    matmul(x, exp(x));
    matmul(exp(x), x, true, false);
    assertEquals(5, joined().size());
  }

  @Test
  void aKeptValueArises() {
    Node first = exp(x);
    Node second = exp(x);
    assertEquals(3, joined(first, second).size());
  }

  @Test
  void whatReadsStateIsReadAgainBehindAnEffect() {
    Node state = graph.variable("state", TensorType.f32(3, 3));
    exp(state);
    graph.store(square(x), "state");
    exp(state);
    assertEquals(graph.applications(), joined());
  }
}
