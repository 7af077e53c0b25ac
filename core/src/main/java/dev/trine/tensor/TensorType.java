package dev.trine.tensor;

import java.io.Serializable;

/** Element type and shape of a tensor. */
public record TensorType(DType type, Shape shape) implements Serializable {
  public static TensorType f32(long... dimensions) {
    return new TensorType(DType.F32, Shape.of(dimensions));
  }

  public static TensorType f32(Shape shape) {
    return new TensorType(DType.F32, shape);
  }

  public static TensorType i32(long... dimensions) {
    return new TensorType(DType.I32, Shape.of(dimensions));
  }

  /** So many such tensors as one, with a dimension more outside all others. */
  public TensorType batched(long count) {
    return new TensorType(type, shape.batched(count));
  }

  public long elements() {
    return shape.elements();
  }

  /**
   * What its elements take, dense.
   *
   * @throws IllegalArgumentException if that is more than a long counts
   */
  public long bytes() {
    try {
      return Math.multiplyExact(shape.elements(), (long) type.bytes());
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException(this + " takes more than 2^63 bytes", overflow);
    }
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }
}
