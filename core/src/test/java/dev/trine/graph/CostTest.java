package dev.trine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Activation;
import dev.trine.backend.View;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Epilogue.Activated;
import dev.trine.backend.op.Epilogue.TimesDerivative;
import dev.trine.backend.op.StepState;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Gather;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.ScatterAdd;
import dev.trine.graph.ops.Softmax;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Optimizers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CostTest {
  private static final long N = 1000;

  /** The learning rate and the state of the step, in bytes. */
  private static final long RATE_AND_STATE = 4 * (1 + StepState.ELEMENTS);

  private final ReferenceBackend backend = new ReferenceBackend();

  @AfterEach
  void close() {
    backend.close();
  }

  private View tensor(long... dimensions) {
    return backend.allocate(TensorType.f32(dimensions), "tensor");
  }

  @Test
  void aProductReadsItsOperandsOnce() {
    MatrixProduct product = new MatrixProduct(true, false, new Activated(Activation.RELU));
    List<View> in = List.of(tensor(30, 20), tensor(30, 10), tensor(10));
    List<View> out = List.of(tensor(20, 10));
    assertEquals(
        new Cost(2 * 20 * 10 * 30, 4 * (30 * 20 + 30 * 10 + 10 + 20 * 10)), product.cost(in, out));
    assertEquals("matmul 20x30x10 aT +bias relu", product.label(in, out));
  }

  @Test
  void aProductReadsWhatItsEpilogueTakes() {
    MatrixProduct product =
        new MatrixProduct(false, true, new TimesDerivative(Activation.LEAKY_RELU));
    List<View> in = List.of(tensor(20, 30), tensor(10, 30), tensor(20, 10));
    List<View> out = List.of(tensor(20, 10));
    assertEquals(
        new Cost(2 * 20 * 10 * 30, 4 * (20 * 30 + 10 * 30 + 2 * 20 * 10)), product.cost(in, out));
    assertEquals("matmul 20x30x10 bT leaky_relu gradient", product.label(in, out));
  }

  @Test
  void aProductAddsUpColumnsOfWhatItReadsAnyway() {
    MatrixProduct product = new MatrixProduct(true, false, Epilogue.NONE);
    List<View> in = List.of(tensor(30, 20), tensor(30, 10));
    List<View> out = List.of(tensor(20, 10), tensor(10));
    assertEquals(
        new Cost(2 * 20 * 10 * 30 + 30 * 10, 4 * (30 * 20 + 30 * 10 + 20 * 10 + 10)),
        product.cost(in, out));
    assertEquals("matmul 20x30x10 aT +column sums", product.label(in, out));
  }

  @Test
  void aViewThatIsReadTwiceCountsOnce() {
    Expression product = Arithmetic.multiply(Arithmetic.load(0), Arithmetic.load(1));
    Elementwise multiply = new Elementwise(product, DType.F32, Shape.of(N));
    View x = tensor(N);
    assertEquals(new Cost(N, 2 * 4 * N), multiply.cost(List.of(x, x), List.of(x)));
    assertEquals(new Cost(N, 3 * 4 * N), multiply.cost(List.of(x, tensor(N)), List.of(x)));
  }

  @Test
  void anOutputThatNobodyUsesCountsNothing() {
    List<View> in = List.of(tensor(N, 10), backend.allocate(TensorType.i32(N), "labels"));
    Cost cost = new SoftmaxCrossEntropy().cost(in, Arrays.asList(tensor(2, N), null));
    assertEquals(4 * (10 * N + N + 2 * N), cost.bytes());
  }

  @Test
  void anUpdateReadsAndWritesItsState() {
    View rate = tensor(1);
    View state = backend.allocate(TensorType.i32(StepState.ELEMENTS), "state");
    Cost adam =
        Optimizers.adam(1)
            .updates(0, N)
            .get(0)
            .cost(
                List.of(tensor(N), tensor(N), tensor(N), tensor(N), rate, rate, rate, state),
                List.of());
    assertEquals(new Cost(15 * N, 28 * N + RATE_AND_STATE), adam);
    Cost plain =
        Optimizers.sgd(1)
            .updates(0, N)
            .get(0)
            .cost(List.of(tensor(N), tensor(N), rate, rate, rate, state), List.of());
    assertEquals(new Cost(3 * N, 12 * N + RATE_AND_STATE), plain);
    Cost momentum =
        Optimizers.sgd(1)
            .withMomentum(0.9)
            .updates(0, N)
            .get(0)
            .cost(List.of(tensor(N), tensor(N), tensor(N), rate, rate, rate, state), List.of());
    assertEquals(new Cost(5 * N, 20 * N + RATE_AND_STATE), momentum);
  }

  @Test
  void ofATableOnlyTheRowsThatAreAskedForAreRead() {
    View table = tensor(N, 10);
    View indices = backend.allocate(TensorType.i32(7), "indices");
    View rows = tensor(7, 10);
    assertEquals(
        new Cost(0, 4 * (70 + 7 + 70)), new Gather().cost(List.of(table, indices), List.of(rows)));
    assertEquals(
        new Cost(70, 4 * (7 + 70 + 10 * N)),
        new ScatterAdd(N).cost(List.of(indices, rows), List.of(table)));
    assertEquals(
        "gather [7] of [1000, 10]", new Gather().label(List.of(table, indices), List.of(rows)));
    assertEquals(
        "scatter add [7, 10] to [1000, 10]",
        new ScatterAdd(N).label(List.of(indices, rows), List.of(table)));
  }

  @Test
  void aLabelHasTheNameInWords() {
    View x = tensor(3, 4);
    assertEquals("softmax [3, 4]", new Softmax().label(List.of(x), List.of(x)));
    assertEquals(
        "softmax cross entropy [3, 4]", new SoftmaxCrossEntropy().label(List.of(x, x), List.of(x)));
  }

  @Test
  void theSlowerOfComputingAndMovingBinds() {
    Cost cost = new Cost(600, 100);
    assertEquals(6, cost.seconds(100, 100));
    assertEquals(10, cost.seconds(100, 10));
    assertEquals(new Cost(601, 102), cost.plus(new Cost(1, 2)));
  }
}
