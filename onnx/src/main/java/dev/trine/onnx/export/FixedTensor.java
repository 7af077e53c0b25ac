package dev.trine.onnx.export;

import dev.trine.onnx.file.ElementType;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor of a graph that no training changes: a number, an extent, a table.
 *
 * @param data its elements, little-endian; made when they are asked for
 */
record FixedTensor(ElementType type, Shape shape, Supplier<ByteBuffer> data) {
  static FixedTensor of(long... values) {
    return new FixedTensor(
        ElementType.INT64,
        Shape.of(values.length),
        () -> {
          ByteBuffer bytes = little(values.length * Long.BYTES);
          Arrays.stream(values).forEach(bytes::putLong);
          return bytes.flip();
        });
  }

  static FixedTensor of(Shape shape, Supplier<float[]> values) {
    return new FixedTensor(ElementType.FLOAT, shape, () -> bytes(values.get()));
  }

  static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = little(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static List<Long> dims(Shape shape) {
    return Arrays.stream(shape.dimensions()).boxed().toList();
  }

  OnnxTensor named(String name) {
    return OnnxTensor.of(name, type, dims(shape), data.get());
  }

  /** Whether a file has this, with the same elements. */
  boolean is(OnnxTensor other) {
    return other.type() == type.code()
        && other.dims().equals(dims(shape))
        && !other.isVarints()
        && other.data().remaining() == type.bytes() * shape.elements()
        && other.data().equals(data.get());
  }
}
