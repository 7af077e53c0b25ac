package dev.trine.expression;

import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Parameter;
import dev.trine.expression.Expression.Whole;
import dev.trine.tensor.DType;
import java.util.List;

/** Builds expressions; each method is one {@link Operator} or one kind of leaf. */
public final class Arithmetic {
  private Arithmetic() {}

  /** A number that belongs to the formula. */
  public static Expression constant(double value) {
    return new Constant(value);
  }

  /** A whole number that belongs to the formula. */
  public static Expression whole(int value) {
    return new Whole(value);
  }

  /** A number that is an argument of the kernel. */
  public static Expression parameter(double value) {
    return new Parameter(value);
  }

  /** The element of an input that is stored as F32. */
  public static Expression load(int input) {
    return load(input, DType.F32);
  }

  /** The element of an input. */
  public static Expression load(int input, DType stored) {
    return new Load(input, stored);
  }

  /** The index along an axis. */
  public static Expression index(int axis) {
    return new Index(axis);
  }

  /** What a row was folded to, by a fold of F32. */
  public static Expression folded(int fold) {
    return new Folded(fold, DType.F32);
  }

  /** √a */
  public static Expression sqrt(Expression a) {
    return of(Operator.SQRT, a);
  }

  /** −a */
  public static Expression negate(Expression a) {
    return of(Operator.NEGATE, a);
  }

  /** |a| */
  public static Expression abs(Expression a) {
    return of(Operator.ABS, a);
  }

  /** The largest whole number that is not above a. */
  public static Expression floor(Expression a) {
    return of(Operator.FLOOR, a);
  }

  /** The nearest whole number, the even one of two. */
  public static Expression round(Expression a) {
    return of(Operator.ROUND, a);
  }

  /** The whole number towards 0. */
  public static Expression toInt(Expression a) {
    return of(Operator.TO_INT, a);
  }

  /** The nearest F32. */
  public static Expression toFloat(Expression a) {
    return of(Operator.TO_FLOAT, a);
  }

  /** The 32 bits of a. */
  public static Expression bits(Expression a) {
    return of(Operator.BITS, a);
  }

  /** The F32 of these 32 bits. */
  public static Expression fromBits(Expression a) {
    return of(Operator.FROM_BITS, a);
  }

  /** a + b */
  public static Expression add(Expression a, Expression b) {
    return of(Operator.ADD, a, b);
  }

  /** a − b */
  public static Expression subtract(Expression a, Expression b) {
    return of(Operator.SUBTRACT, a, b);
  }

  /** a · b */
  public static Expression multiply(Expression a, Expression b) {
    return of(Operator.MULTIPLY, a, b);
  }

  /** a / b */
  public static Expression divide(Expression a, Expression b) {
    return of(Operator.DIVIDE, a, b);
  }

  /** The smaller; NaN if one is. */
  public static Expression min(Expression a, Expression b) {
    return of(Operator.MIN, a, b);
  }

  /** The larger; NaN if one is. */
  public static Expression max(Expression a, Expression b) {
    return of(Operator.MAX, a, b);
  }

  /** Whether a &lt; b. */
  public static Expression less(Expression a, Expression b) {
    return of(Operator.LESS, a, b);
  }

  /** Whether a ≤ b. */
  public static Expression lessOrEqual(Expression a, Expression b) {
    return of(Operator.LESS_OR_EQUAL, a, b);
  }

  /** Whether a = b. */
  public static Expression equal(Expression a, Expression b) {
    return of(Operator.EQUAL, a, b);
  }

  /** a + b */
  public static Expression intAdd(Expression a, Expression b) {
    return of(Operator.INT_ADD, a, b);
  }

  /** a − b */
  public static Expression intSubtract(Expression a, Expression b) {
    return of(Operator.INT_SUBTRACT, a, b);
  }

  /** The lower half of a · b. */
  public static Expression intMultiply(Expression a, Expression b) {
    return of(Operator.INT_MULTIPLY, a, b);
  }

  /** The upper half of a · b, both unsigned. */
  public static Expression intMultiplyHigh(Expression a, Expression b) {
    return of(Operator.INT_MULTIPLY_HIGH, a, b);
  }

  /** a and b, bit by bit */
  public static Expression and(Expression a, Expression b) {
    return of(Operator.INT_AND, a, b);
  }

  /** a or b, bit by bit */
  public static Expression or(Expression a, Expression b) {
    return of(Operator.INT_OR, a, b);
  }

  /** a exclusive-or b */
  public static Expression xor(Expression a, Expression b) {
    return of(Operator.INT_XOR, a, b);
  }

  /** Whether a &lt; b. */
  public static Expression intLess(Expression a, Expression b) {
    return of(Operator.INT_LESS, a, b);
  }

  /** Whether a &lt; b, both unsigned. */
  public static Expression intLessUnsigned(Expression a, Expression b) {
    return of(Operator.INT_LESS_UNSIGNED, a, b);
  }

  /** Whether a = b. */
  public static Expression intEqual(Expression a, Expression b) {
    return of(Operator.INT_EQUAL, a, b);
  }

  /** a · b + c, rounded once */
  public static Expression fma(Expression a, Expression b, Expression c) {
    return of(Operator.FMA, a, b, c);
  }

  /** b where a is true, else c */
  public static Expression select(Expression a, Expression b, Expression c) {
    return of(Operator.SELECT, a, b, c);
  }

  /** b where a is true, else c */
  public static Expression intSelect(Expression a, Expression b, Expression c) {
    return of(Operator.INT_SELECT, a, b, c);
  }

  /** a shifted left by a number of bits. */
  public static Expression shiftLeft(Expression a, int bits) {
    return of(Operator.INT_SHIFT_LEFT, a, whole(bits));
  }

  /** a shifted right, keeping the sign. */
  public static Expression shiftRight(Expression a, int bits) {
    return of(Operator.INT_SHIFT_RIGHT, a, whole(bits));
  }

  /** a shifted right, filling with 0. */
  public static Expression shiftRightUnsigned(Expression a, int bits) {
    return of(Operator.INT_SHIFT_RIGHT_UNSIGNED, a, whole(bits));
  }

  /**
   * A polynomial by Horner's rule, each step one fma.
   *
   * @param coefficients of the highest power first
   */
  public static Expression polynomial(Expression x, double... coefficients) {
    Expression sum = constant(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      sum = fma(sum, x, constant(coefficients[i]));
    }
    return sum;
  }

  private static Expression of(Operator operator, Expression... arguments) {
    return new Operation(operator, List.of(arguments));
  }
}
