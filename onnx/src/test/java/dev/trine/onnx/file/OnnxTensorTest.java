package dev.trine.onnx.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Elements of all types that files have. */
class OnnxTensorTest {
  private final ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);

  private OnnxTensor tensor(ElementType type, boolean isVarints, long... dims) {
    List<Long> extents = Arrays.stream(dims).boxed().toList();
    return new OnnxTensor("t", type.code(), extents, data.flip(), isVarints, false);
  }

  @Test
  void doublesAndFloats() {
    data.putDouble(0.1).putDouble(-3);
    assertArrayEquals(new float[] {0.1f, -3}, tensor(ElementType.DOUBLE, false, 2).floats());
    data.clear().putFloat(0.1f).putFloat(Float.NaN);
    assertArrayEquals(
        new float[] {0.1f, Float.NaN}, tensor(ElementType.FLOAT, false, 1, 2).floats());
  }

  /** 1, the least and largest, −2, infinity (IEEE 754-2019, table 3.5). */
  @Test
  void halves() {
    short[] bits = {0x3C00, 0x0001, 0x7BFF, (short) 0xC000, 0x7C00, (short) 0x8000, 0x0400};
    for (short one : bits) {
      data.putShort(one);
    }
    float[] expected = {1, 0x1p-24f, 65_504, -2, Float.POSITIVE_INFINITY, -0.0f, 0x1p-14f};
    assertArrayEquals(expected, tensor(ElementType.FLOAT16, false, 7).floats());
    data.clear().putShort((short) 0x3FC0);
    assertArrayEquals(new float[] {1.5f}, tensor(ElementType.BFLOAT16, false).floats());
  }

  @Test
  void wholeNumbers() {
    data.putLong(-7).putLong(1L << 40);
    assertArrayEquals(new long[] {-7, 1L << 40}, tensor(ElementType.INT64, false, 2).longs());
    data.clear().put((byte) 200);
    assertArrayEquals(new long[] {200}, tensor(ElementType.UINT8, false).longs());
    data.clear().put(new byte[] {(byte) 0xAC, 2, 5});
    assertArrayEquals(new long[] {300, 5}, tensor(ElementType.INT32, true, 2).longs());
  }

  @Test
  void fewerThanItsShapeSaysAreRefused() {
    data.putFloat(1);
    OnnxTensor two = tensor(ElementType.FLOAT, false, 2);
    String message = assertThrows(ModelFormatException.class, two::floats).getMessage();
    assertEquals(
        "the tensor 't' [2] has 4 bytes of data; the file is damaged, or cut short", message);
    OnnxTensor many = tensor(ElementType.INT64, true, 1 << 20, 1 << 20, 1 << 20, 1 << 20);
    assertThrows(ModelFormatException.class, many::longs);
  }

  @Test
  void elementsInAnotherFileAreRefused() {
    OnnxTensor elsewhere = new OnnxTensor("t", 1, List.of(2L), ByteBuffer.allocate(0), false, true);
    String message = assertThrows(ModelFormatException.class, elsewhere::floats).getMessage();
    assertTrue(message.contains("save the model as one file"), message);
  }
}
