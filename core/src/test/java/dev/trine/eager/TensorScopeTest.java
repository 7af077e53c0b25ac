package dev.trine.eager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.graph.Split;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorScopeTest {
  private final ReferenceBackend backend = new ReferenceBackend();
  private final TensorScope scope = TensorScope.on(backend);

  @AfterEach
  void everythingIsGivenBack() {
    scope.close();
    scope.close();
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  @Test
  void aLayerStepByStep() {
    Tensor x = scope.tensor(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor w = scope.tensor(Shape.of(2, 3), 1, 0, -1, 0, 1, -1);
    Tensor b = scope.tensor(Shape.of(3), 0.5f, -3, 0);
    Tensor y = x.matmul(w).add(b).activation(Activation.RELU);
    assertEquals(Shape.of(2, 3), y.shape());
    assertArrayEquals(new float[] {1.5f, 0, 0, 3.5f, 1, 0}, y.read());
    assertArrayEquals(new float[] {6}, y.sum().read());
    assertArrayEquals(new float[] {3, 0, 0, 7, 2, 0}, y.multiply(2).read());
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0}, y.subtract(y).read());
    assertArrayEquals(new float[] {2.25f, 0, 0, 12.25f, 1, 0}, y.multiply(y).read());
    assertArrayEquals(new float[] {1, 3, 2, 4}, x.permuted(1, 0).read());
    assertEquals(Shape.of(4, 1), x.reshaped(4, 1).shape());
    assertArrayEquals(new float[] {1, 1, 1, 1}, x.divide(x).read());
    assertArrayEquals(
        new float[] {0.5f, 0.5f}, scope.tensor(Shape.of(1, 2), 7, 7).softmax().read());
  }

  /** The gradient of cross-entropy is what the softmax has too much. */
  @Test
  void gradientsOfAnyFunction() {
    Tensor scores = scope.tensor(Shape.of(1, 2), 3, 3);
    Tensor labels = scope.integers(Shape.of(1), 1);
    List<Tensor> gradients =
        scope.gradients(
            in -> Split.unstack(SoftmaxCrossEntropy.measures(in.get(0), in.get(1))).get(0),
            scores,
            labels);
    assertArrayEquals(new float[] {0.5f, -0.5f}, gradients.get(0).read(), 1e-6f);
    assertArrayEquals(new float[] {0}, gradients.get(1).read());
    assertArrayEquals(new int[] {1}, labels.readInts());
  }

  @Test
  void whatIsComputedBelongsToTheInnermostScope() {
    Tensor x = scope.tensor(Shape.of(2), 1, 2);
    Tensor kept;
    Tensor lost;
    try (TensorScope inner = scope.inner()) {
      lost = x.multiply(2);
      kept = lost.add(x).keep();
      assertArrayEquals(new float[] {2, 4}, lost.read());
    }
    assertArrayEquals(new float[] {3, 6}, kept.read());
    refusedState("was closed, by itself or with its scope", lost::read);
    refusedState("Tensor 'tensors", () -> x.add(lost));
    refusedState("outermost", kept::keep);
  }

  @Test
  void closingIsOnceAndForAll() {
    Tensor x = scope.tensor(Shape.of(2), 1, 2);
    x.close();
    x.close();
    refusedState("was closed", x::read);
    TensorScope inner = scope.inner();
    refusedState("an open one within it already", scope::inner);
    inner.close();
    refusedState("is closed", () -> inner.tensor(Shape.of(1), 1));
  }

  @Test
  void whatDoesNotFitIsRefusedAndLeavesNothing() {
    Tensor x = scope.tensor(Shape.of(2), 1, 2);
    long before = backend.memory().liveBytes();
    refused("shape [3] takes 3 values, not 2", () -> scope.tensor(Shape.of(3), 1, 2));
    refused("takes 3 values, not 2", () -> scope.integers(Shape.of(3), 1, 2));
    refused(
        "each extent, from the last, must be equal or 1",
        () -> x.add(scope.tensor(Shape.of(3), 1, 2, 3)));
    refused("is not F32", () -> scope.integers(Shape.of(1), 1).read());
    refused("has no whole numbers", x::readInts);
    assertEquals(before + 16, backend.memory().liveBytes());
    try (ReferenceBackend other = new ReferenceBackend();
        TensorScope elsewhere = TensorScope.on(other)) {
      Tensor far = elsewhere.tensor(Shape.of(2), 1, 2);
      refused("make it here anew", () -> x.add(far));
    }
  }

  @Test
  void typesAreThoseOfTheOps() {
    Tensor x = scope.tensor(Shape.of(2), 1.75f, -2.5f);
    Tensor whole = scope.compute(in -> Elementwise.cast(in.get(0), DType.I32), x);
    assertEquals(DType.I32, whole.type());
    assertArrayEquals(new int[] {1, -2}, whole.readInts());
  }

  private static void refused(String message, Runnable action) {
    String thrown = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(thrown.contains(message), thrown);
  }

  private static void refusedState(String message, Runnable action) {
    String thrown = assertThrows(IllegalStateException.class, action::run).getMessage();
    assertTrue(thrown.contains(message), thrown);
  }
}
