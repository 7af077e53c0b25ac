package dev.trine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.View;
import dev.trine.backend.op.Adam;
import dev.trine.backend.op.Sgd;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.graph.ops.AdamUpdate;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.SgdUpdate;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final long N = 1000;

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  private View tensor(long... dimensions) {
    Shape shape = Shape.of(dimensions);
    return backend.allocate(DType.F32, shape.elements(), "tensor").view(0, shape);
  }

  @Test
  void aProductReadsItsOperandsOnce() {
    MatrixProduct product = new MatrixProduct(true, false, Activation.RELU);
    List<View> in = List.of(tensor(30, 20), tensor(30, 10), tensor(10));
    List<View> out = List.of(tensor(20, 10));
    assertEquals(
        new Cost(2 * 20 * 10 * 30, 4 * (30 * 20 + 30 * 10 + 10 + 20 * 10)), product.cost(in, out));
    assertEquals("matmul 20x30x10 aT +bias relu", product.label(in, out));
  }

  @Test
  void aViewThatIsReadTwiceCountsOnce() {
    Elementwise square = new Elementwise(List.of(Stage.of(StageOp.MULTIPLY, 1, N)));
    View x = tensor(N);
    assertEquals(new Cost(N, 2 * 4 * N), square.cost(List.of(x, x), List.of(x)));
    assertEquals(new Cost(N, 3 * 4 * N), square.cost(List.of(x, tensor(N)), List.of(x)));
  }

  @Test
  void anOutputThatNobodyUsesCountsNothing() {
    List<View> in = List.of(tensor(N, 10), backend.allocate(DType.I32, N, "labels").view());
    Cost cost = new SoftmaxCrossEntropy(1).cost(in, Arrays.asList(tensor(N), null));
    assertEquals(4 * (10 * N + N + N), cost.bytes());
  }

  @Test
  void anUpdateReadsAndWritesItsState() {
    View rate = tensor(1);
    View state = backend.allocate(DType.I32, 2, "state").view();
    Cost adam =
        new AdamUpdate(new Adam(0.9, 0.999, 1e-8, 0, 0))
            .cost(List.of(tensor(N), tensor(N), tensor(N), tensor(N), rate, state), List.of());
    assertEquals(28 * N + 12, adam.bytes());
    Cost plain =
        new SgdUpdate(new Sgd(0, false, 0, 0))
            .cost(List.of(tensor(N), tensor(N), rate, state), List.of());
    assertEquals(new Cost(2 * N, 12 * N + 12), plain);
    Cost momentum =
        new SgdUpdate(new Sgd(0.9, false, 0, 0))
            .cost(List.of(tensor(N), tensor(N), rate, state, tensor(N)), List.of());
    assertEquals(new Cost(4 * N, 20 * N + 12), momentum);
  }

  @Test
  void aLabelHasTheNameInWords() {
    View x = tensor(3, 4);
    assertEquals("softmax [3, 4]", new Softmax().label(List.of(x), List.of(x)));
    assertEquals(
        "softmax cross entropy [3, 4]",
        new SoftmaxCrossEntropy(1).label(List.of(x, x), List.of(x)));
  }

  @Test
  void theSlowerOfComputingAndMovingBinds() {
    Cost cost = new Cost(600, 100);
    assertEquals(6, cost.seconds(100, 100));
    assertEquals(10, cost.seconds(100, 10));
    assertEquals(new Cost(601, 102), cost.plus(new Cost(1, 2)));
  }
}
