package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.square;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.FakeBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionTest {
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(5, 3));
  private final Node weight = graph.input("weight", TensorType.f32(3, 4));
  private final Node bias = graph.input("bias", TensorType.f32(4));

  /** What runs: of the applications that compute or change something. */
  private List<Application> fused(Node... kept) {
    return Fusion.fuse(graph.applications(), Set.of(kept)).stream()
        .filter(a -> a.op().role() == Op.Role.COMPUTE || a.op().role() == Op.Role.EFFECT)
        .toList();
  }

  private static void assertStages(Application application, StageOp... expected) {
    Elementwise chain = (Elementwise) application.op();
    assertEquals(List.of(expected), chain.stages().stream().map(Stage::op).toList());
  }

  @Test
  void aDenseLayerWithARectifierIsOneProduct() {
    Node out = activation(add(matmul(x, weight), bias), Activation.RELU);
    List<Application> fused = fused(out);
    assertEquals(1, fused.size());
    assertEquals(new MatrixProduct(false, false, Activation.RELU), fused.get(0).op());
    assertEquals(List.of(x, weight, bias), fused.get(0).inputs());
    assertEquals(List.of(out), fused.get(0).outputs());
  }

  @Test
  void anActivationThatNeedsItsInputForTheGradientStaysOutside() {
    Node out = activation(add(matmul(x, weight), bias), Activation.GELU);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(new MatrixProduct(false, false, Activation.IDENTITY), fused.get(0).op());
    assertEquals(3, fused.get(0).inputs().size());
    assertStages(fused.get(1), StageOp.GELU);
  }

  @Test
  void aSecondBiasOrActivationIsAChain() {
    Node dense = activation(add(matmul(x, weight), bias), Activation.TANH);
    Node out = activation(add(dense, bias), Activation.TANH);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(new MatrixProduct(false, false, Activation.TANH), fused.get(0).op());
    assertStages(fused.get(1), StageOp.ADD, StageOp.TANH);
  }

  @Test
  void aBiasAfterTheActivationIsNotPutBeforeIt() {
    Node out = add(activation(matmul(x, weight), Activation.RELU), bias);
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(2, fused.get(0).inputs().size());
    assertStages(fused.get(1), StageOp.ADD);
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
    assertStages(fused.get(1), StageOp.RELU, StageOp.MULTIPLY);
    assertEquals(List.of(product, product), fused.get(1).inputs());
  }

  @Test
  void aValueTimesItselfIsKeptForItsSecondUse() {
    Node e = exp(x);
    List<Application> fused = fused(multiply(e, e));
    assertEquals(2, fused.size());
  }

  @Test
  void aValueUsedAsOperandIsKept() {
    Node e = exp(x);
    List<Application> fused = fused(multiply(x, e));
    assertEquals(2, fused.size());
  }

  @Test
  void anOutputIsKept() {
    Node inner = exp(x);
    Node outer = square(inner);
    assertEquals(2, fused(inner, outer).size());
    assertEquals(1, fused(outer).size());
  }

  @Test
  void aChainHasNoMoreStagesThanBackendsTake() {
    Node out = x;
    for (int i = 0; i < Stage.MAX_STAGES + 1; i++) {
      out = square(out);
    }
    List<Application> fused = fused(out);
    assertEquals(2, fused.size());
    assertEquals(Stage.MAX_STAGES, ((Elementwise) fused.get(0).op()).stages().size());
    assertStages(fused.get(1), StageOp.SQUARE);
  }

  @Test
  void operandsKeepTheOrderOfTheirStages() {
    Node a = graph.input("a", TensorType.f32(5, 3));
    Node b = graph.input("b", TensorType.f32(3));
    Node out = multiply(exp(add(x, a)), b);
    List<Application> fused = fused(out);
    assertEquals(1, fused.size());
    assertStages(fused.get(0), StageOp.ADD, StageOp.EXP, StageOp.MULTIPLY);
    assertEquals(List.of(x, a, b), fused.get(0).inputs());
  }

  @Test
  void nothingIsMovedAcrossAnEffect() {
    View state = FakeBuffer.f32(15).reshape(Shape.of(5, 3));
    Node variable = graph.variable("state", state);
    Node before = add(x, variable);
    graph.store(square(x), state);
    Node out = exp(before);
    List<Application> fused = fused(out);
    assertEquals(4, fused.size());
    assertStages(fused.get(0), StageOp.ADD);
    assertStages(fused.get(3), StageOp.EXP);
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
