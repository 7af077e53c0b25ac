package dev.trine.conformance.catalogue;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.expression.Expression;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningErrorTest {
  private static double bound(Expression expression, double... loads) {
    return new RunningError(List.of(expression)).of(0, loads);
  }

  @Test
  void whatIsLoadedIsExact() {
    assertEquals(0, bound(load(0), 3));
    assertEquals(Rounding.UNIT * 7, bound(add(load(0), load(1)), 3, 4), 1e-20);
  }

  @Test
  void aDifferenceHasTheErrorsOfItsTerms() {
    Expression close = subtract(multiply(load(0), load(0)), load(1));
    assertTrue(bound(close, 1, 1) >= Rounding.UNIT, "of a product that is all but gone");
    assertTrue(bound(close, 1, 1) <= 2 * Rounding.UNIT);
    assertTrue(bound(divide(load(0), close), 1, 1) > 1e30, "a quotient by what may be 0");
    assertTrue(bound(sqrt(close), 1, 1) >= Math.sqrt(Rounding.UNIT), "a root of what is near 0");
  }

  @Test
  void aComparisonThatRoundingMayTurnAdmitsBothOutcomes() {
    Expression half = multiply(parameter(0.5), load(0));
    Expression sign = select(less(half, constant(1)), constant(-1), constant(1));
    assertEquals(2, bound(sign, 2), 1e-6);
    assertEquals(0, bound(sign, 2.1));
    assertEquals(0, bound(sign, 1.9));
  }
}
