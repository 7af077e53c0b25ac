package dev.trine.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DTypeTest {
  @ParameterizedTest
  @EnumSource
  void whatIsDecodedIsEncodedAgain(DType type) {
    for (int bits = 0; bits < 1 << Math.min(16, 8 * type.bytes()); bits++) {
      double value = type.decode(bits);
      if (!Double.isNaN(value)) {
        assertEquals(bits, type.encode(value));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 0x3F80",
    "-2.0, 0xC000",
    "0x1.01p0, 0x3F80", // half way, down to even
    "0x1.03p0, 0x3F82", // half way, up to even
    "0x1.010000000001p0, 0x3F81", // as a float it is half way
    "0x1.02ffffffffffp0, 0x3F81", // as a float it is half way
    "-0x1.010000000001p0, 0xBF81",
    "0x1.fep127, 0x7F7F",
    "0x1.fep127, 0x7F7F",
    "0x1.feffffffffffp127, 0x7F7F", // as a float it is half way to infinity
    "0x1.ffp127, 0x7F80",
    "1e300, 0x7F80",
    "-Infinity, 0xFF80",
    "-0.0, 0x8000",
    "0x1p-133, 0x0001",
    "0x1p-134, 0x0000",
    "0x1.0001p-134, 0x0001",
  })
  void bf16IsRoundedToTheNearest(double value, String bits) {
    assertEquals(Integer.decode(bits), DType.BF16.encode(value));
  }

  @Test
  void bf16RoundsEveryNumberBetweenTwoToTheNearer() {
    for (int bits = 0x3F80; bits < 0x4000; bits++) {
      BigDecimal low = new BigDecimal(DType.BF16.decode(bits));
      BigDecimal high = new BigDecimal(DType.BF16.decode(bits + 1));
      BigDecimal span = high.subtract(low);
      for (double share : new double[] {0.1, 0.499999, 0.500001, 0.9}) {
        double value = low.add(span.multiply(new BigDecimal(share))).doubleValue();
        assertEquals(share < 0.5 ? bits : bits + 1, DType.BF16.encode(value));
        assertEquals(0x8000 | (share < 0.5 ? bits : bits + 1), DType.BF16.encode(-value));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void nanStaysNaN(DType type) {
    assertTrue(Double.isNaN(type.decode(type.encode(Double.NaN))));
    assertTrue(Double.isNaN(type.decode(type.encode(Float.intBitsToFloat(0x7F800001)))));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 256, 0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void u8RefusesWhatItHasNot(double value) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> DType.U8.encode(value));
    assertEquals("U8 holds whole numbers from 0 to 255, not " + value, refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2147483649.0, 2147483648.0, 1.5, Double.NaN})
  void i32RefusesWhatItHasNot(double value) {
    assertThrows(IllegalArgumentException.class, () -> DType.I32.encode(value));
  }

  @Test
  void elementsHaveNoBitsAboveTheirSize() {
    assertEquals(0xFFFF, DType.BF16.encode(Double.NaN) | 0xFFFF);
    assertEquals(255, DType.U8.decode(-1));
    assertEquals(-1, DType.I32.decode(-1));
  }

  @Test
  void aTypeOfMoreBytesThanALongCountsIsRefused() {
    assertEquals(6, new TensorType(DType.BF16, Shape.of(3)).bytes());
    TensorType huge = TensorType.f32(1L << 62);
    assertThrows(IllegalArgumentException.class, huge::bytes);
  }
}
