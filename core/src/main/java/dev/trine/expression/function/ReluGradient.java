package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.or;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.expression.Arithmetic.xor;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * dy where y > 0, else 0, for y = {@link Relu}(x). An infinite dy is not multiplied by 0; NaN in
 * either gives NaN. Made of masks: a selection would keep loops from being vectorised.
 */
public record ReluGradient() implements Function {
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  @Override
  public int arity() {
    return 2;
  }

  /**
   * @param arguments y and dy
   */
  @Override
  public double evaluate(double... arguments) {
    double y = arguments[0];
    double dy = arguments[1];
    if (Double.isNaN(y) || Double.isNaN(dy)) {
      return Double.NaN;
    }
    return y > 0 ? dy : 0;
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression y = bits(arguments.get(0));
    Expression dy = bits(arguments.get(1));
    // Neither 0 nor of negative sign.
    Expression positive = and(xor(y, whole(-1)), intSubtract(whole(0), y));
    Expression notANumber = or(aboveInfinity(y), aboveInfinity(dy));
    // All bits set are a NaN.
    return fromBits(or(and(dy, spread(positive)), spread(notANumber)));
  }

  /** Negative where these are the bits of a NaN. */
  private static Expression aboveInfinity(Expression bits) {
    return intSubtract(whole(INFINITY), and(bits, whole(Integer.MAX_VALUE)));
  }

  /** The sign bit in all bits. */
  private static Expression spread(Expression bits) {
    return shiftRight(bits, Integer.SIZE - 1);
  }

  /** Of dy alone: the value is constant in y almost everywhere. */
  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    if (argument == 0) {
      return new Expression.Constant(0);
    }
    return new ReluGradient().of(arguments.get(0), gradient);
  }
}
