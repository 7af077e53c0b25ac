package dev.trine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Reduction;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.PointwiseLoss;
import dev.trine.graph.ops.Reduce;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.graph.ops.SquaredError;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {
  private final Graph graph = new Graph();
  private final Node a = graph.input("a", TensorType.f32(2, 3));
  private final Node b = graph.input("b", TensorType.f32(4, 5));

  private static void refused(String part, Executable application) {
    String message = assertThrows(IllegalArgumentException.class, application).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    refused("[2, 3]", () -> MatrixProduct.matmul(a, b));
    refused("[4, 5]", () -> Elementwise.add(a, b));
    refused("one element a row", () -> Elementwise.multiplyRows(a, b));
    refused("6 elements are not 7", () -> Reshape.reshape(a, Shape.of(7)));
    Reduction wrong = Reduction.ofColumns(3, 3);
    refused("Cannot reduce", () -> graph.apply(new Reduce(wrong, Shape.of(3)), a));
    Node stacked = graph.input("stacked", TensorType.f32(2, 3, 4));
    refused("rows, classes", () -> Softmax.softmax(stacked));
  }

  @Test
  void labelsAreIntegersOneARow() {
    Node floats = graph.input("floats", TensorType.f32(2));
    Node three = graph.input("three", new TensorType(DType.I32, Shape.of(3)));
    refused("I32[rows]", () -> SoftmaxCrossEntropy.measures(a, floats));
    refused("I32[rows]", () -> SoftmaxCrossEntropy.measures(a, three));
  }

  @Test
  void nodesOfAnotherGraphAreRefused() {
    Node foreign = new Graph().input("foreign", TensorType.f32(2, 3));
    refused("another graph", () -> Elementwise.add(a, foreign));
  }

  @Test
  void aSecondInputOfTheSameNameIsRefused() {
    refused("'a'", () -> graph.input("a", TensorType.f32(1)));
  }

  @Test
  void aVariableIsOneNodeOfOneType() {
    Node variable = graph.variable("v", TensorType.f32(3));
    assertSame(variable, graph.variable("v", TensorType.f32(3)));
    refused("'v' is F32[3], not F32[4]", () -> graph.variable("v", TensorType.f32(4)));
  }

  @Test
  void aVariableThatWasNotKeptIsMadeAnew() {
    Graph graph = new Graph();
    graph.variable("kept", TensorType.f32(3));
    List<Application> added = graph.added(() -> graph.variable("dropped", TensorType.f32(3)));
    assertEquals(1, added.size());
    Node again = graph.variable("dropped", TensorType.f32(4));
    assertSame(again.producer(), graph.applications().get(1));
  }

  @Test
  void onlyASingleNumberIsALoss() {
    refused("single number", () -> Differentiator.gradients(a, List.of(a)));
  }

  @Test
  void targetsAreAsTheOutput() {
    refused("of one shape", () -> PointwiseLoss.measures(new SquaredError(), a, b));
  }

  @Test
  void aGradientRuleThatIsMissingIsSaidSo() {
    Node labels =
        graph.input("labels", new TensorType(DType.I32, Shape.of(a.shape().dimension(0))));
    Node derivative = graph.applyAll(new SoftmaxCrossEntropy(), a, labels).get(1);
    Node loss = Reduce.sum(derivative, 1);
    assertThrows(
        UnsupportedOperationException.class, () -> Differentiator.gradients(loss, List.of(a)));
  }

  @Test
  void aValueOnWhichTheLossDoesNotDependHasNoGradient() {
    Node loss = Reduce.sum(a, 1);
    List<Node> gradients = Differentiator.gradients(loss, List.of(b, a));
    assertTrue(gradients.get(0) == null && gradients.get(1) != null);
  }

  @Test
  void aGradientThatIsAValueOfTheGraphKeepsItsName() {
    Node c = graph.input("c", TensorType.f32(2, 3));
    Node loss = Reduce.sum(Elementwise.multiply(a, c), 1);
    assertSame(a, Differentiator.gradients(loss, List.of(c)).get(0));
    assertEquals("a", a.name());
  }
}
