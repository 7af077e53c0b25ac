package dev.trine.cpu.loops;

import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Operator;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.function.Function;

/**
 * What is known of a number, if it is not NaN: its bounds, both inclusive, and whether it is whole.
 * Numeric arguments of a kernel are unknown, since it serves all of their values.
 */
record Range(double low, double high, boolean whole) {
  private static final Range UNKNOWN =
      new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
  private static final Range ANY_INT = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE, true);

  /** Whether it lies between −limit and limit. */
  boolean within(double limit) {
    return -limit <= low && high <= limit;
  }

  /**
   * The range of an expression.
   *
   * @param known those of its arguments
   */
  static Range of(Expression value, Function<Expression, Range> known) {
    if (value instanceof Constant constant) {
      float rounded = (float) constant.value();
      return Float.isNaN(rounded) ? UNKNOWN : exactly(rounded);
    }
    if (value instanceof Whole whole) {
      return exactly(whole.value());
    }
    if (value instanceof Operation operation) {
      List<Range> arguments = operation.arguments().stream().map(known).toList();
      return of(operation.operator(), arguments).or(operation);
    }
    return anyOf(value);
  }

  private static Range of(Operator operator, List<Range> x) {
    Range a = x.get(0);
    Range b = x.get(x.size() - 1);
    return switch (operator) {
      case ADD, INT_ADD -> new Range(a.low + b.low, a.high + b.high, a.whole && b.whole);
      case SUBTRACT, INT_SUBTRACT -> new Range(a.low - b.high, a.high - b.low, a.whole && b.whole);
      case MULTIPLY, INT_MULTIPLY -> product(a, b);
      case MIN -> new Range(Math.min(a.low, b.low), Math.min(a.high, b.high), a.whole && b.whole);
      case MAX -> new Range(Math.max(a.low, b.low), Math.max(a.high, b.high), a.whole && b.whole);
      case NEGATE -> new Range(-a.high, -a.low, a.whole);
      case ABS -> new Range(0, Math.max(-a.low, a.high), a.whole);
      case ROUND -> new Range(Math.rint(a.low), Math.rint(a.high), true);
      case FLOOR -> new Range(Math.floor(a.low), Math.floor(a.high), true);
      case TO_INT -> new Range((int) Math.min(a.low, 0), (int) Math.max(a.high, 0), true);
      case TO_FLOAT -> a;
      case INT_AND -> masked(a, b);
      case SELECT, INT_SELECT -> either(x.get(1), b);
      case INT_SHIFT_RIGHT -> shifted(a.low, a.high, b);
      case INT_SHIFT_RIGHT_UNSIGNED ->
          a.low >= 0 ? shifted(a.low, a.high, b) : shifted(0, -1L >>> Integer.SIZE, b);
      default -> UNKNOWN;
    };
  }

  private static Range product(Range a, Range b) {
    double[] corners = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double corner : corners) {
      if (Double.isNaN(corner)) {
        return UNKNOWN;
      }
      low = Math.min(low, corner);
      high = Math.max(high, corner);
    }
    return new Range(low, high, a.whole && b.whole);
  }

  /** Bits beyond the highest of a mask are gone. */
  private static Range masked(Range a, Range b) {
    double high =
        Math.min(a.low >= 0 ? a.high : Integer.MAX_VALUE, b.low >= 0 ? b.high : Integer.MAX_VALUE);
    return a.low >= 0 || b.low >= 0 ? new Range(0, high, true) : ANY_INT;
  }

  private static Range either(Range a, Range b) {
    return new Range(Math.min(a.low, b.low), Math.max(a.high, b.high), a.whole && b.whole);
  }

  private static Range shifted(double low, double high, Range bits) {
    if (bits.low != bits.high) {
      return ANY_INT;
    }
    return new Range(Math.scalb(low, (int) -bits.low) - 1, Math.scalb(high, (int) -bits.low), true);
  }

  /** This, or all that its type can hold where arithmetic has overflowed or no rule applies. */
  private Range or(Expression value) {
    Range any = anyOf(value);
    boolean overflows = Double.isNaN(low) || Double.isNaN(high) || low < any.low || high > any.high;
    return overflows ? any : this;
  }

  private static Range anyOf(Expression value) {
    return value.type() == DType.I32 ? ANY_INT : UNKNOWN;
  }

  private static Range exactly(double value) {
    return new Range(value, value, value == Math.rint(value));
  }
}
