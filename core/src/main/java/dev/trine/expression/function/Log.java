package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.shiftLeft;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** ln x, within 1 ulp and monotone; −∞ at ±0, NaN below. Subnormal x are as good as others. */
public record Log() implements Function {
  private static final int SMALLEST_NORMAL = Float.floatToRawIntBits(Float.MIN_NORMAL);
  private static final int ONE = Float.floatToRawIntBits(1);

  /** What makes the smallest subnormal number normal. */
  private static final int EXTRA_BITS = 24;

  @Override
  public double evaluate(double... arguments) {
    return Math.log(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression bits = bits(x);
    Expression subnormal = shiftRight(intSubtract(bits, whole(SMALLEST_NORMAL)), 31);
    Expression extra = and(subnormal, whole(EXTRA_BITS));
    Expression scale = fromBits(intAdd(whole(ONE), shiftLeft(extra, 23)));
    Expression value = SplitLog.of(multiply(x, scale), intSubtract(whole(0), extra), constant(0));
    return Domain.logarithm(x, value);
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return divide(gradient, arguments.get(0));
  }
}
