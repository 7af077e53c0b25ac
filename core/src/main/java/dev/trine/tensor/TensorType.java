package dev.trine.tensor;

/** Element type and shape of a tensor. */
public record TensorType(DType type, Shape shape) {
  public static TensorType f32(long... dimensions) {
    return new TensorType(DType.F32, Shape.of(dimensions));
  }

  public static TensorType f32(Shape shape) {
    return new TensorType(DType.F32, shape);
  }

  public long elements() {
    return shape.elements();
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }
}
