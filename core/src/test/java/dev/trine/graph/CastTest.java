package dev.trine.graph;

import static dev.trine.graph.ops.Elementwise.cast;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.trine.backend.Activation;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.Reduce;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same numbers as elements of other types. */
class CastTest {
  private final Graph graph = new Graph();
  private final Map<String, double[]> values = new LinkedHashMap<>();

  private Node input(DType type, double... content) {
    String name = "input " + values.size();
    values.put(name, content);
    return graph.input(name, new TensorType(type, Shape.of(content.length)));
  }

  private double[] run(Node node) {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      return GraphRunner.of(backend, graph, values, List.of(node)).get(0);
    }
  }

  @Test
  void numbersBecomeTheNearest() {
    Node x = input(DType.F32, 1.0 / 3, 1.00390625, 1.01171875, 1e39, Double.NaN, -0.0);
    double[] rounded = {0.333984375, 1, 1.015625, Double.POSITIVE_INFINITY, Double.NaN, -0.0};
    assertArrayEquals(rounded, run(cast(x, DType.BF16)));
    assertArrayEquals(rounded, run(cast(cast(x, DType.BF16), DType.F32)), "and stay so");
  }

  @Test
  void wholeNumbersAreTakenTowardsZero() {
    Node x = input(DType.F32, 2.7, -2.7, 1e10, -1e10, Double.NaN, 258);
    assertArrayEquals(
        new double[] {2, -2, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 258},
        run(cast(x, DType.I32)));
    assertArrayEquals(new double[] {2, 254, 255, 0, 0, 2}, run(cast(x, DType.U8)));
    assertArrayEquals(new double[] {1, -3}, run(cast(input(DType.BF16, 1.5, -3), DType.I32)));
  }

  @Test
  void wholeNumbersBecomeNumbers() {
    Node bytes = input(DType.U8, 0, 200);
    assertArrayEquals(new double[] {0, 200}, run(cast(bytes, DType.F32)));
    assertArrayEquals(new double[] {0, 200}, run(cast(bytes, DType.I32)));
    assertArrayEquals(new double[] {-7, 256}, run(cast(input(DType.I32, -7, 257), DType.BF16)));
  }

  @Test
  void constantsFold() {
    Node third = graph.apply(new Constant(1.0 / 3, TensorType.f32(2)));
    assertEquals(0.333984375, Constant.valueOf(cast(third, DType.BF16)).getAsDouble());
    Node many = graph.apply(new Constant(300, TensorType.i32(2)));
    assertEquals(44, Constant.valueOf(cast(many, DType.U8)).getAsDouble());
    assertEquals(300, Constant.valueOf(cast(many, DType.F32)).getAsDouble());
  }

  @Test
  void whatHasTheTypeIsLeftAlone() {
    Node x = input(DType.BF16, 1);
    assertSame(x, cast(x, DType.BF16));
  }

  @Test
  void theGradientPassesAsF32() {
    Node x = input(DType.F32, 1, 2);
    Node half = cast(x, DType.BF16);
    Node y = Elementwise.multiply(cast(half, DType.F32), cast(half, DType.F32));
    List<Node> gradients = Differentiator.gradients(Reduce.sum(y, 0.7), List.of(x, half));
    for (Node gradient : gradients) {
      assertEquals(DType.F32, gradient.type());
      assertArrayEquals(new double[] {1.4, 2.8}, run(gradient), 1e-15);
    }
  }

  @Test
  void noneFlowsThroughWholeNumbers() {
    Node x = input(DType.F32, 1.5, 2);
    Node y = cast(cast(x, DType.I32), DType.F32);
    assertNull(Differentiator.gradients(Reduce.sum(y, 1), List.of(x)).get(0));
  }

  @Test
  void aProductWithAnActivationIsStoredAsAnother() {
    Node a = Reshape.reshape(input(DType.F32, 1, 2), Shape.of(1, 2));
    Node b = Reshape.reshape(input(DType.F32, 0.25, 0.125), Shape.of(2, 1));
    Node bias = input(DType.F32, 0.1);
    Node dense = Elementwise.add(MatrixProduct.matmul(a, b), bias);
    double expected = Math.tanh(0.6);
    assertEquals(expected, run(cast(activated(dense), DType.BF16))[0], 0x1p-9);
    assertEquals(0.6, run(cast(dense, DType.BF16))[0], 0x1p-9);
  }

  private static Node activated(Node dense) {
    return Elementwise.activation(dense, Activation.TANH);
  }
}
