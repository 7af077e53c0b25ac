package dev.trine.backend.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Matmul.Operand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatmulTest {
  private static final Operand A = new Operand(false, 5, 20);
  private static final Operand B = new Operand(false, 3, 15);
  private static final Operand OUT = new Operand(false, 3, 12);

  /** Two products of 4×5 by 5×3. */
  private static Matmul matmul(Operand a, Operand b, Operand out) {
    return new Matmul(2, 4, 3, 5, a, b, out, 1, 0, Epilogue.NONE);
  }

  private static void refused(String fault, Operand a, Operand b, Operand out) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> matmul(a, b, out)).getMessage();
    assertTrue(message.contains(fault) && message.contains("[4, 5]·[5, 3]"), message);
  }

  @Test
  void denseOperandsHaveTheirMatricesElements() {
    Matmul spec = matmul(A, B, OUT);
    assertEquals(spec, Matmul.batched(2, 4, 3, 5, false, false));
    assertEquals(40, spec.elementsOfA());
    assertEquals(30, spec.elementsOfB());
    assertEquals(24, spec.elementsOfOut());
    assertEquals(240, spec.flops());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-46, -1e-40, 3.5e38, Double.NaN, Double.NEGATIVE_INFINITY})
  void factorsAreWhatSinglePrecisionHolds(double factor) {
    Matmul spec = matmul(A, B, OUT);
    for (Executable making :
        List.<Executable>of(() -> spec.withScale(factor, 0), () -> spec.withScale(1, factor))) {
      String message = assertThrows(IllegalArgumentException.class, making).getMessage();
      assertTrue(message.contains("a is " + factor), message);
    }
  }

  @Test
  void transposedOperandsAreStoredTheOtherWayRound() {
    Matmul spec = Matmul.of(4, 3, 5, true, true);
    assertEquals(new Operand(true, 4, 20), spec.a());
    assertEquals(new Operand(true, 5, 15), spec.b());
    assertEquals(20, spec.elementsOfA());
    assertEquals(15, spec.elementsOfB());
  }

  @Test
  void aViewEndsWithItsLastRowsLastElement() {
    Matmul spec = matmul(new Operand(false, 8, 100), new Operand(false, 3, 0), OUT);
    assertEquals(100 + 3 * 8 + 5, spec.elementsOfA());
    assertEquals(15, spec.elementsOfB());
  }

  @Test
  void anEmptyInnerExtentLeavesTheResult() {
    Matmul spec = Matmul.of(4, 3, 0, false, false);
    assertEquals(0, spec.elementsOfA());
    assertEquals(0, spec.elementsOfB());
    assertEquals(12, spec.elementsOfOut());
  }

  @Test
  void impossibleLayoutsAreRefused() {
    refused("leading dimension of a", new Operand(false, 4, 20), B, OUT);
    refused("leading dimension of a", new Operand(true, 3, 20), B, OUT);
    refused("leading dimension of b", A, new Operand(false, 2, 15), OUT);
    refused("leading dimension of out", A, B, new Operand(false, 2, 12));
    refused("transposed result", A, B, new Operand(true, 4, 12));
    refused("negative batch stride", new Operand(false, 5, -20), B, OUT);
    refused("overlap", A, B, new Operand(false, 3, 11));
    refused("overlap", A, B, new Operand(false, 3, 0));
  }

  @Test
  void negativeExtentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Matmul.of(-1, 3, 5, false, false));
  }

  @Test
  void theIdentityHasNoDerivativeToMultiplyBy() {
    assertThrows(
        IllegalArgumentException.class, () -> new Epilogue.TimesDerivative(Activation.IDENTITY));
  }
}
