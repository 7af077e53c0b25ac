package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.Elementwise.square;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.op.Epilogue;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Task;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.Reduce;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnSumsTest {
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(5, 3));
  private final Node dy = graph.input("dy", TensorType.f32(5, 4));

  /** What runs. */
  private List<Application> joined(Node... kept) {
    return Schedule.of(graph, List.of(kept), new ReferenceBackend()).stream()
        .filter(a -> a.op() instanceof Task)
        .toList();
  }

  private static Node columnSums(Node matrix) {
    long columns = matrix.shape().dimension(1);
    return Reduce.sum(matrix, 1, matrix.shape().dimension(0), columns, Shape.of(columns));
  }

  private static void assertBoth(Node product, Node sums, Application application) {
    assertEquals(new MatrixProduct(true, false, Epilogue.NONE), application.op());
    assertEquals(List.of(product, sums), application.outputs());
  }

  @Test
  void sumsBeforeTheProduct() {
    Node sums = columnSums(dy);
    Node product = matmul(x, dy, true, false);
    List<Application> joined = joined(sums, product);
    assertEquals(1, joined.size());
    assertBoth(product, sums, joined.get(0));
  }

  @Test
  void sumsAfterTheProduct() {
    Node product = matmul(x, dy, true, false);
    Node between = exp(product);
    Node sums = columnSums(dy);
    List<Application> joined = joined(sums, between);
    assertEquals(2, joined.size());
    assertBoth(product, sums, joined.get(0));
  }

  @Test
  void theGradientOfABiasComesWithThatOfTheWeights() {
    Node weight = graph.input("weight", TensorType.f32(3, 4));
    Node bias = graph.input("bias", TensorType.f32(4));
    Node out = add(matmul(x, weight), bias);
    List<Node> gradients =
        Differentiator.gradients(Reduce.sum(square(out), 1), List.of(weight, bias));
    List<Application> joined = joined(gradients.get(0), gradients.get(1));
    Application last = joined.get(joined.size() - 1);
    assertBoth(gradients.get(0), gradients.get(1), last);
  }

  /** Their values are needed where the product cannot be computed yet. */
  @Test
  void sumsThatAreUsedBeforeTheProductStayApart() {
    Node sums = columnSums(dy);
    Node product = matmul(add(x, Reduce.sum(sums, 1)), dy, true, false);
    assertEquals(4, joined(sums, product).size());
  }

  @Test
  void sumsOfAnotherMatrixStayApart() {
    assertEquals(2, joined(columnSums(x), matmul(x, dy, true, false)).size());
  }

  @Test
  void sumsOfRowsStayApart() {
    Node rows = Reduce.sum(dy, 5, 4, 1, Shape.of(5));
    assertEquals(2, joined(rows, matmul(x, dy, true, false)).size());
  }

  @Test
  void ofATransposedMatrixTheColumnsAreOthers() {
    assertEquals(2, joined(columnSums(dy), matmul(dy, dy, false, true)).size());
  }

  @Test
  void aProductTakesTheSumsOnce() {
    Node product = matmul(x, dy, true, false);
    Node first = columnSums(dy);
    Node second = columnSums(dy);
    List<Application> joined = joined(product, first, second);
    assertEquals(2, joined.size());
    assertBoth(product, first, joined.get(0));
  }

  @Test
  void nothingIsMovedAcrossAnEffect() {
    Node variable = graph.variable("state", TensorType.f32(5, 4));
    Node product = matmul(x, variable, true, false);
    graph.store(square(dy), "state");
    Node sums = columnSums(variable);
    assertEquals(4, joined(product, sums).size());
  }
}
