package dev.trine.expression;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intMultiplyHigh;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.toInt;
import static dev.trine.expression.Arithmetic.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.expression.function.Exp;
import dev.trine.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  @Test
  void typesAreChecked() {
    var failure = assertThrows(IllegalArgumentException.class, () -> add(load(0), index(0)));
    assertTrue(
        failure.getMessage().contains("ADD takes [F32, F32], not [F32, I32]"), failure::getMessage);
    assertThrows(IllegalArgumentException.class, () -> new Exp().of(index(0)));
    assertEquals(DType.I32, less(load(0), load(1)).type());
  }

  @Test
  void sharedPartsAreComputedOnce() {
    Expression doubled = add(load(0), load(0));
    Expression product = multiply(doubled, add(load(0), load(0)));
    assertEquals(3, Listing.of(List.of(product)).steps().size());
  }

  @Test
  void deepSharingStaysLinear() {
    Expression x = load(0);
    for (int i = 0; i < 100; i++) {
      x = add(x, x);
    }
    assertEquals(101, Listing.of(List.of(x)).steps().size());
    assertEquals(0x1p100, DoublePrecision.of(x, new double[] {1}));
    assertEquals(0x1p100f, SinglePrecision.of(x, 1f));
    assertEquals(1, Pullback.of(x, x, constant(1)).size());
  }

  @Test
  void parametersAreArgumentsOfOneKernel() {
    Listing half = Listing.of(List.of(multiply(load(0), parameter(0.5))));
    Listing third = Listing.of(List.of(multiply(load(0), parameter(1 / 3.0))));
    assertEquals(half.toString(), third.toString());
    assertEquals(List.of(1 / 3f), third.scalars());
    Listing constant = Listing.of(List.of(multiply(load(0), constant(0.5))));
    assertNotEquals(half.toString(), constant.toString());
  }

  @Test
  void numbersFitSinglePrecision() {
    for (double value : new double[] {1e39, -1e39, Double.MAX_VALUE}) {
      var ofConstant = assertThrows(IllegalArgumentException.class, () -> constant(value));
      assertTrue(ofConstant.getMessage().startsWith("Constant is " + value), ofConstant.toString());
      var ofParameter = assertThrows(IllegalArgumentException.class, () -> parameter(value));
      assertTrue(
          ofParameter.getMessage().contains("Parameter is " + value), ofParameter.toString());
    }
    for (double value : new double[] {Float.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN}) {
      assertEquals((float) value, SinglePrecision.of(constant(value)));
    }
  }

  @Test
  void zerosOfDifferentSignAreDifferentConstants() {
    Expression both = add(constant(0.0), constant(-0.0));
    assertEquals(3, Listing.of(List.of(both)).steps().size());
  }

  @Test
  void minimaAndMaximaKeepNaNAndTheSignOfZero() {
    assertTrue(Float.isNaN(SinglePrecision.of(max(load(0), load(1)), Float.NaN, 1)));
    assertTrue(Float.isNaN(SinglePrecision.of(max(load(0), load(1)), 1, Float.NaN)));
    assertEquals(0f, SinglePrecision.of(max(load(0), load(1)), -0f, 0f));
  }

  @Test
  void wholeNumbersAreExact() {
    Expression high = intMultiplyHigh(whole(0xD2511F53), bits(load(0)));
    Listing listing = Listing.of(List.of(high));
    long expected = 0xD2511F53L * 0xFFFFFFFFL >>> 32;
    assertEquals((int) expected, new SinglePrecision(listing).run(new int[] {-1})[0]);
    assertEquals(Integer.MAX_VALUE, run(toInt(load(0)), Float.POSITIVE_INFINITY));
    assertEquals(0, run(toInt(load(0)), Float.NaN));
    assertEquals(0x1p24f, SinglePrecision.of(toFloat(toInt(load(0))), 16777216f));
  }

  @Test
  void theIndexIsThatOfTheElement() {
    Expression even = select(less(toFloat(index(1)), constant(2)), load(0), constant(-1));
    assertEquals(7, DoublePrecision.of(even, new double[] {7}, 0, 1));
    assertEquals(-1, DoublePrecision.of(even, new double[] {7}, 0, 2));
  }

  private static int run(Expression expression, float load) {
    int[] loads = {Float.floatToRawIntBits(load)};
    return new SinglePrecision(Listing.of(List.of(expression))).run(loads)[0];
  }
}
