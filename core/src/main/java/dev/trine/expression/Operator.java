package dev.trine.expression;

import static dev.trine.tensor.DType.F32;
import static dev.trine.tensor.DType.I32;

import dev.trine.tensor.DType;
import java.util.Collections;
import java.util.List;

/**
 * The operations of which every computation on elements is made. Those on F32 round to nearest,
 * ties to even, keep subnormal numbers, and are never contracted: what is fused is {@link #FMA}. A
 * NaN has no promised payload. Those on I32 wrap around. A truth value is I32: −1 (all bits set)
 * for true, 0 for false.
 */
public enum Operator {
  /** a + b */
  ADD(F32, F32, F32),
  /** a − b */
  SUBTRACT(F32, F32, F32),
  /** a · b */
  MULTIPLY(F32, F32, F32),
  /** a · b + c, rounded once */
  FMA(F32, F32, F32, F32),
  /** a / b, correctly rounded */
  DIVIDE(F32, F32, F32),
  /** √a, correctly rounded */
  SQRT(F32, F32),
  /** −a; the sign changes even of 0 */
  NEGATE(F32, F32),
  /** |a| */
  ABS(F32, F32),
  /** The smaller; NaN if one is NaN; −0 is smaller than 0. */
  MIN(F32, F32, F32),
  /** The larger; NaN if one is NaN; 0 is larger than −0. */
  MAX(F32, F32, F32),
  /** The largest whole number that is not above a; keeps −0, ±∞ and NaN. */
  FLOOR(F32, F32),
  /** The nearest whole number, the even one of two; keeps the sign of 0, ±∞ and NaN. */
  ROUND(F32, F32),
  /** a &lt; b; false if one is NaN */
  LESS(I32, F32, F32),
  /** a ≤ b; false if one is NaN */
  LESS_OR_EQUAL(I32, F32, F32),
  /** a = b; false if one is NaN */
  EQUAL(I32, F32, F32),
  /** b where a is true, else c; a must be −1 or 0 */
  SELECT(F32, I32, F32, F32),

  /** The whole number towards 0; the nearest that I32 has beyond its range, 0 for NaN. */
  TO_INT(I32, F32),
  /** The nearest F32. */
  TO_FLOAT(F32, I32),
  /** The 32 bits of a. */
  BITS(I32, F32),
  /** The F32 of these 32 bits. */
  FROM_BITS(F32, I32),

  /** a + b */
  INT_ADD(I32, I32, I32),
  /** a − b */
  INT_SUBTRACT(I32, I32, I32),
  /** The lower half of a · b. */
  INT_MULTIPLY(I32, I32, I32),
  /** The upper half of a · b, both taken as unsigned. */
  INT_MULTIPLY_HIGH(I32, I32, I32),
  /** a and b, bit by bit */
  INT_AND(I32, I32, I32),
  /** a or b, bit by bit */
  INT_OR(I32, I32, I32),
  /** a exclusive-or b */
  INT_XOR(I32, I32, I32),
  /** a shifted left by b, 0 to 31 */
  INT_SHIFT_LEFT(I32, I32, I32),
  /** a shifted right by b, 0 to 31, keeping the sign */
  INT_SHIFT_RIGHT(I32, I32, I32),
  /** a shifted right by b, 0 to 31, filling with 0 */
  INT_SHIFT_RIGHT_UNSIGNED(I32, I32, I32),
  /** a &lt; b */
  INT_LESS(I32, I32, I32),
  /** a &lt; b, both taken as unsigned */
  INT_LESS_UNSIGNED(I32, I32, I32),
  /** a = b */
  INT_EQUAL(I32, I32, I32),
  /** b where a is true, else c; a must be −1 or 0 */
  INT_SELECT(I32, I32, I32, I32);

  private final DType result;
  private final List<DType> arguments;

  Operator(DType result, DType... arguments) {
    this.result = result;
    this.arguments = List.of(arguments);
  }

  public DType result() {
    return result;
  }

  /** The types of its arguments. */
  public List<DType> arguments() {
    return arguments;
  }

  void check(List<Expression> given) {
    Text.checkArity(name(), arguments.size(), given.size());
    List<DType> types = given.stream().map(Expression::type).toList();
    if (!types.equals(arguments)) {
      throw new IllegalArgumentException(
          "%s takes %s, not %s as in %s"
              .formatted(this, arguments, types, Collections.unmodifiableList(given)));
    }
  }
}
