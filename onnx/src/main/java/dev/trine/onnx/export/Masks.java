package dev.trine.onnx.export;

import dev.trine.onnx.file.ElementType;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Which steps of sequences there are. */
final class Masks {
  private Masks() {}

  /**
   * Which keys there are, as truth values of [batch, keys].
   *
   * @param given by themselves, [batch, keys], or by how many there are, [batch]
   */
  static String keys(Value given, long keys, ExportScope scope) {
    if (given.rank() == 2) {
      return scope.op(
          "Cast", List.of(given.name()), OnnxAttribute.whole("to", ElementType.BOOL.code()));
    }
    FixedTensor numbers =
        new FixedTensor(ElementType.INT32, Shape.of(1, keys), () -> counted(keys));
    String lengths = scope.op("Unsqueeze", given.name(), scope.wholes(1));
    return scope.op("Less", scope.fixed("steps", numbers), lengths);
  }

  private static ByteBuffer counted(long count) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(Integer.BYTES * count)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putInt(i);
    }
    return bytes.flip();
  }

  /** For each query the keys up to its own, as truth values of [queries, keys]. */
  static String causal(long steps, ExportScope scope) {
    FixedTensor lower =
        new FixedTensor(
            ElementType.BOOL, Shape.of(steps, steps), () -> lower(Math.toIntExact(steps)));
    return scope.fixed("causal", lower);
  }

  private static ByteBuffer lower(int steps) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(steps, steps));
    for (int query = 0; query < steps; query++) {
      for (int key = 0; key <= query; key++) {
        bytes.put(query * steps + key, (byte) 1);
      }
    }
    return bytes;
  }
}
