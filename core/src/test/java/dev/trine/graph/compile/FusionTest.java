package dev.trine.graph.compile;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.square;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Epilogue.Activated;
import dev.trine.backend.op.Epilogue.TimesDerivative;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.function.Exp;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Task;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.Reduce;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FusionTest {
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(5, 3));
  private final Node weight = graph.input("weight", TensorType.f32(3, 4));
  private final Node bias = graph.input("bias", TensorType.f32(4));

  /** What runs: of the applications that compute or change something. */
  private List<Application> fused(Node... kept) {
    return Fusion.fuse(graph.applications(), Set.of(kept)).stream()
        .filter(a -> a.op() instanceof Task)
        .toList();
  }

  private static void assertValue(Expression expected, Application application) {
    assertEquals(expected, ((Elementwise) application.op()).value());
  }

  private static Expression apply(Activation activation, Expression argument) {
    return activation.function().of(argument);
  }

  @Test
  void aDenseLayerWithARectifierIsOneProduct() {
    Node out = activation(add(matmul(x, weight), bias), Activation.RELU);
    List<Application> fused = fused(out);
    assertEquals(1, fused.size());
    assertEquals(
        new MatrixProduct(false, false, new Activated(Activation.RELU)), fused.get(0).op());
    assertEquals(List.of(x, weight, bias), fused.get(0).inputs());
    assertEquals(List.of(out), fused.get(0).outputs());
  }

  @Test
  void aFunctionThatNoLayerHasByNameStaysOutside() {
    Node out = exp(add(matmul(x, weight), bias));
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(new MatrixProduct(false, false, Epilogue.NONE), fused.get(0).op());
    assertEquals(3, fused.get(0).inputs().size());
    assertValue(new Exp().of(load(0)), fused.get(1));
  }

  @Test
  void anActivationWithoutEpilogueStaysOutside() {
    Node out = activation(add(matmul(x, weight), bias), Activation.MISH);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(new MatrixProduct(false, false, Epilogue.NONE), fused.get(0).op());
    assertThrows(IllegalArgumentException.class, () -> new Activated(Activation.MISH));
  }

  /** Of two layers with an activation between them, the gradient of the first one's sum. */
  private Node gradient(Activation activation) {
    Node hidden = activation(add(matmul(x, weight), bias), activation);
    Node out = matmul(hidden, graph.input("second", TensorType.f32(4, 6)));
    return Differentiator.gradients(Reduce.sum(square(out), 1), List.of(bias)).get(0);
  }

  static Stream<Activation> inEpilogues() {
    return Stream.of(Activation.values())
        .filter(activation -> activation.hasEpilogue() && activation != Activation.IDENTITY);
  }

  @ParameterizedTest
  @MethodSource("inEpilogues")
  void theGradientOfAnActivationGoesIntoTheProductThatMadeItsOwn(Activation activation) {
    List<Application> fused = fused(gradient(activation));
    TimesDerivative expected = new TimesDerivative(activation);
    Application product =
        fused.stream()
            .filter(a -> a.op().equals(new MatrixProduct(false, true, expected)))
            .findFirst()
            .orElseThrow();
    // What the derivative is written from was computed before, by the first product or from it.
    Node other = product.input(2);
    boolean fromArgument = activation == Activation.GELU || activation == Activation.SILU;
    Application first = fused.get(0);
    assertEquals(first.output(0), other);
    assertEquals(
        fromArgument ? Epilogue.NONE : new Activated(activation),
        ((MatrixProduct) first.op()).epilogue());
  }

  @Test
  void aGradientThatIsAlsoUsedAsItIsStaysOutside() {
    Node y = graph.input("y", TensorType.f32(5, 4));
    Node dy = matmul(x, weight);
    Node dx = timesDerivative(dy, y, Activation.TANH);
    List<Application> fused = fused(dx, dy);
    assertEquals(2, fused.size());
    assertEquals(new MatrixProduct(false, false, Epilogue.NONE), fused.get(0).op());
  }

  @Test
  void aDerivativeThatIsBroadcastStaysOutside() {
    Node dx = timesDerivative(matmul(x, weight), bias, Activation.TANH);
    assertEquals(2, fused(dx).size());
  }

  /** The result of the product is what is multiplied, not what the derivative is of. */
  @Test
  void aDerivativeOfTheProductStaysOutside() {
    Node dy = graph.input("dy", TensorType.f32(5, 4));
    Node dx = timesDerivative(dy, matmul(x, weight), Activation.TANH);
    assertEquals(2, fused(dx).size());
  }

  private static Node timesDerivative(Node dy, Node y, Activation activation) {
    return Elementwise.of(new TimesDerivative(activation).expression(), dy, y);
  }

  @Test
  void aSecondBiasOrActivationIsAnExpression() {
    Node dense = activation(add(matmul(x, weight), bias), Activation.TANH);
    Node out = activation(add(dense, bias), Activation.TANH);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(
        new MatrixProduct(false, false, new Activated(Activation.TANH)), fused.get(0).op());
    assertValue(apply(Activation.TANH, Arithmetic.add(load(0), load(1))), fused.get(1));
  }

  @Test
  void aBiasAfterTheActivationIsNotPutBeforeIt() {
    Node out = add(activation(matmul(x, weight), Activation.RELU), bias);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(2, fused.get(0).inputs().size());
    assertValue(Arithmetic.add(load(0), load(1)), fused.get(1));
  }

  @Test
  void aFullMatrixIsNoBias() {
    Node full = graph.input("full", TensorType.f32(5, 4));
    assertEquals(2, fused(add(matmul(x, weight), full)).size());
  }

  @Test
  void aValueThatIsUsedTwiceIsKept() {
    Node product = matmul(x, weight);
    Node out = multiply(activation(product, Activation.RELU), product);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertValue(Arithmetic.multiply(apply(Activation.RELU, load(0)), load(0)), fused.get(1));
    assertEquals(List.of(product), fused.get(1).inputs());
  }

  @Test
  void aValueTimesItselfIsComputedOnce() {
    Node e = exp(x);
    List<Application> fused = fused(multiply(e, e));
    assertEquals(1, fused.size());
    Expression once = new Exp().of(load(0));
    assertValue(Arithmetic.multiply(once, once), fused.get(0));
  }

  @Test
  void aValueIsJoinedAsWhicheverInput() {
    List<Application> fused = fused(multiply(x, exp(x)));
    assertEquals(1, fused.size());
    assertValue(Arithmetic.multiply(load(0), new Exp().of(load(0))), fused.get(0));
  }

  @Test
  void aValueThatIsBroadcastIsNotComputedForEachElement() {
    List<Application> fused = fused(multiply(matmul(x, weight), exp(bias)));
    assertEquals(3, fused.size());
  }

  @Test
  void anOutputIsKept() {
    Node inner = exp(x);
    Node outer = square(inner);
    assertEquals(2, fused(inner, outer).size());
    assertEquals(1, fused(outer).size());
  }

  @Test
  void anExpressionHasNoMoreInputsThanBackendsTake() {
    Node out = x;
    for (int i = 0; i < Mapping.MOST_INPUTS; i++) {
      out = add(out, graph.input("term " + i, TensorType.f32(5, 3)));
    }
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(Mapping.MOST_INPUTS, fused.get(0).inputs().size());
    assertEquals(2, fused.get(1).inputs().size());
  }

  @Test
  void anExpressionDoesNotGrowWithoutEnd() {
    Node out = x;
    for (int i = 0; i < 100; i++) {
      out = exp(out);
    }
    assertEquals(3, fused(out).size());
  }

  @Test
  void inputsKeepTheirOrder() {
    Node a = graph.input("a", TensorType.f32(5, 3));
    Node b = graph.input("b", TensorType.f32(3));
    Node out = multiply(exp(add(x, a)), b);
    List<Application> fused = fused(out);
    assertEquals(1, fused.size());
    assertValue(
        Arithmetic.multiply(new Exp().of(Arithmetic.add(load(0), load(1))), load(2)), fused.get(0));
    assertEquals(List.of(x, a, b), fused.get(0).inputs());
  }

  @Test
  void nothingIsMovedAcrossAnEffect() {
    Node variable = graph.variable("state", TensorType.f32(5, 3));
    Node before = add(x, variable);
    graph.store(square(x), "state");
    Node out = exp(before);
    List<Application> fused = fused(out);
    assertEquals(4, fused.size());
    assertValue(Arithmetic.add(load(0), load(1)), fused.get(0));
    assertValue(new Exp().of(load(0)), fused.get(3));
  }

  @Test
  void theJoinedApplicationStandsWhereItsLastOperandIsKnown() {
    Node first = exp(x);
    Node operand = matmul(graph.input("left", TensorType.f32(5, 5)), x);
    Node out = add(first, operand);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(operand, fused.get(0).output(0));
    assertEquals(out, fused.get(1).output(0));
  }
}
