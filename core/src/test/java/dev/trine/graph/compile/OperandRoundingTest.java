package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.trine.backend.op.Window;
import dev.trine.graph.Application;
import dev.trine.graph.Convergence;
import dev.trine.graph.Graph;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Convolution;
import dev.trine.graph.ops.Convolve;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperandRoundingTest {
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(3, 3));

  private List<Application> products(DType operands) {
    return OperandRounding.of(graph, List.copyOf(graph.applications()), operands).stream()
        .filter(a -> a.op() instanceof MatrixProduct || a.op() instanceof Convolution)
        .toList();
  }

  @Test
  void bothOperandsAreCastAndTheResultIsNot() {
    Node product = matmul(x, exp(x));
    Application rounded = products(DType.BF16).get(0);
    for (Node operand : rounded.inputs()) {
      assertEquals(DType.BF16, operand.tensorType().type());
      assertEquals(Elementwise.class, operand.producer().op().getClass());
    }
    assertSame(x, rounded.input(0).producer().input(0));
    assertEquals(List.of(product), rounded.outputs());
    assertEquals(DType.F32, product.tensorType().type());
  }

  @Test
  void aConvolutionIsAProductToo() {
    Node images = graph.input("images", TensorType.f32(1, 4, 4, 2));
    Node filters = graph.input("filters", TensorType.f32(3, 3, 2, 5));
    Convolve.convolve(images, filters, new Window(3, 3, 1, 1, 1, 1, 0, 0, 0, 0), 1);
    assertEquals(DType.BF16, products(DType.BF16).get(0).input(1).tensorType().type());
  }

  @Test
  void aValueIsCastOnce() {
    matmul(x, x);
    matmul(x, exp(x));
    List<Application> products = products(DType.BF16);
    assertSame(products.get(0).input(0), products.get(0).input(1));
    assertSame(products.get(0).input(0), products.get(1).input(0));
  }

  @Test
  void aVariableIsCastAgainBehindAChange() {
    Node weight = graph.variable("weight", TensorType.f32(3, 3));
    matmul(x, weight);
    graph.store(exp(x), "weight");
    matmul(x, weight);
    List<Application> products = products(DType.BF16);
    assertNotSame(products.get(0).input(1), products.get(1).input(1));
  }

  @Test
  void whatIsToSettleStaysAsItIs() {
    Node settled = Loop.settle(x, Convergence.USUAL, state -> matmul(state, x));
    matmul(settled, x);
    List<Application> unrolled = Unrolling.of(graph, List.copyOf(graph.applications()));
    List<Application> products =
        OperandRounding.of(graph, unrolled, DType.BF16).stream()
            .filter(a -> a.op() instanceof MatrixProduct)
            .toList();
    int last = products.size() - 1;
    assertEquals(Convergence.TURNS, last);
    products
        .subList(0, last)
        .forEach(product -> assertEquals(DType.F32, product.input(0).tensorType().type()));
    assertEquals(DType.BF16, products.get(last).input(0).tensorType().type());
  }

  @Test
  void nothingIsRoundedToWhatItIs() {
    matmul(x, x);
    assertSame(x, products(DType.F32).get(0).input(0));
  }
}
