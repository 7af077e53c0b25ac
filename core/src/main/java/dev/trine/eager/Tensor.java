package dev.trine.eager;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.Activation;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.Permute;
import dev.trine.graph.ops.Reduce;
import dev.trine.graph.ops.Softmax;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Numbers on a device. It belongs to a {@link TensorScope}, which closes it; what is computed of it
 * belongs to the innermost scope that is open then.
 */
public final class Tensor implements AutoCloseable {
  private final View view;
  private final String name;
  private TensorScope scope;
  private boolean closed;

  Tensor(TensorScope scope, String name, View view) {
    this.scope = scope;
    this.name = name;
    this.view = view;
  }

  public Shape shape() {
    return view.shape();
  }

  public DType type() {
    return view.type();
  }

  /** The elements, row-major; waits for them. */
  public float[] read() {
    requireOpen();
    if (type() != DType.F32) {
      throw new IllegalArgumentException(this + " is not F32: readInts() reads whole numbers");
    }
    return FloatCopies.read(scope.backend(), view);
  }

  /** The elements of an I32 or U8 tensor, row-major; waits for them. */
  public int[] readInts() {
    requireOpen();
    if (type() != DType.I32 && type() != DType.U8) {
      throw new IllegalArgumentException(this + " has no whole numbers: read() reads F32");
    }
    int[] values = new int[Math.toIntExact(view.elements())];
    try (HostBuffer host = scope.backend().allocateHost(type(), values.length)) {
      scope.backend().download(view, host).await();
      for (int i = 0; i < values.length; i++) {
        values[i] = (int) host.get(i);
      }
    }
    return values;
  }

  /** The sum, element by element; extents of 1 repeat, as in NumPy. */
  public Tensor add(Tensor other) {
    return with(other, Elementwise::add);
  }

  /** The difference, element by element. */
  public Tensor subtract(Tensor other) {
    return with(other, Elementwise::subtract);
  }

  /** The product, element by element. */
  public Tensor multiply(Tensor other) {
    return with(other, Elementwise::multiply);
  }

  /** This times a number. */
  public Tensor multiply(double factor) {
    return of(in -> Elementwise.multiply(in, factor));
  }

  /** The quotient, element by element. */
  public Tensor divide(Tensor other) {
    return with(other, Elementwise::divide);
  }

  /** The matrix product of [m, k] and [k, n], or of as many pairs as there are. */
  public Tensor matmul(Tensor other) {
    return with(other, MatrixProduct::matmul);
  }

  /** An activation function, element by element. */
  public Tensor activation(Activation activation) {
    return of(in -> Elementwise.activation(in, activation));
  }

  /** The softmax along the last axis. */
  public Tensor softmax() {
    return of(Softmax::softmax);
  }

  /** The sum of all elements, of rank 0. */
  public Tensor sum() {
    return of(in -> Reduce.sum(in, 1));
  }

  /** The same elements in another shape. */
  public Tensor reshaped(long... extents) {
    return of(in -> reshape(in, Shape.of(extents)));
  }

  /** The axes in another order: axis i of the result is axis {@code axes[i]} of this. */
  public Tensor permuted(Integer... axes) {
    return of(in -> Permute.permute(in, axes));
  }

  private Tensor of(UnaryOperator<Node> function) {
    requireOpen();
    return scope.innermost().compute(in -> function.apply(in.get(0)), this);
  }

  private Tensor with(Tensor other, BinaryOperator<Node> function) {
    requireOpen();
    return scope.innermost().compute(in -> function.apply(in.get(0), in.get(1)), this, other);
  }

  /**
   * Moves this to the scope around its own, so that it outlives that.
   *
   * @return this
   * @throws IllegalStateException if its scope is the outermost
   */
  public Tensor keep() {
    requireOpen();
    scope = scope.handOver(this);
    return this;
  }

  View view() {
    requireOpen();
    return view;
  }

  TensorScope scope() {
    return scope;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "%s was closed, by itself or with its scope; keep() moves a tensor to the scope around"
              .formatted(this));
    }
  }

  /** Gives its memory back; a second time does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      scope.forget(this);
      view.buffer().close();
    }
  }

  @Override
  public String toString() {
    return "Tensor '%s' %s".formatted(name, new TensorType(type(), shape()));
  }
}
