package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.equal;
import static dev.trine.expression.Arithmetic.floor;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.or;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.expression.Arithmetic.xor;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/**
 * x^y, within 2 ulp, with the special cases of IEEE 754-2019 (section 9.2.1): 1 where y is 0 or x
 * is 1, whatever the other is; of a negative x a number where y is whole, which is negative where y
 * is odd, else NaN. Subnormal values are rounded once more.
 */
public record Power() implements Function {
  private static final Expression ONE = constant(1);
  private static final Expression INFINITY = constant(Double.POSITIVE_INFINITY);

  /** Beyond it e^x is 0 or infinite in single precision. */
  private static final Expression LARGE_EXPONENT = constant(128);

  @Override
  public int arity() {
    return 2;
  }

  /**
   * @param arguments x and y
   */
  @Override
  public double evaluate(double... arguments) {
    double x = arguments[0];
    double y = arguments[1];
    return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression y = arguments.get(1);
    Expression sign = and(and(bits(x), isOdd(y)), whole(Integer.MIN_VALUE));
    Expression value = fromBits(xor(bits(magnitude(x, y)), sign));
    Expression isNegative = and(less(x, constant(0)), less(negate(INFINITY), x));
    Expression isFraction = xor(isWhole(y), whole(-1));
    return select(and(isNegative, isFraction), constant(Double.NaN), value);
  }

  /** |x|^y as e^(y·ln|x|), the exponent to twice the precision. */
  private static Expression magnitude(Expression x, Expression y) {
    Expression isOne = or(equal(x, ONE), and(equal(x, constant(-1)), equal(abs(y), INFINITY)));
    Expression exponent = select(isOne, constant(0), y);
    Expression base = select(equal(y, constant(0)), ONE, abs(x));
    LogInTwo log = LogInTwo.of(base);
    Expression product = multiply(exponent, Domain.logarithm(base, log.high()));
    Expression lost = fma(exponent, log.high(), negate(product));
    Expression low =
        select(less(abs(product), LARGE_EXPONENT), fma(exponent, log.low(), lost), constant(0));
    Expression clamped = min(max(product, constant(-105)), constant(89));
    SquaredExp e = SquaredExp.of(clamped, low);
    return multiply(multiply(add(e.rest(), ONE), e.power()), e.power());
  }

  /** True where y is whole, infinities included. */
  private static Expression isWhole(Expression y) {
    return equal(floor(y), y);
  }

  private static Expression isOdd(Expression y) {
    Expression half = multiply(y, constant(0.5));
    return and(isWhole(y), xor(isWhole(half), whole(-1)));
  }

  /**
   * {@code y·x^(y − 1)} and {@code x^y·ln x}; 0 where that is the limit though a factor is
   * infinite: by x for y = 0, by y for x = 0 and y > 0. By y it is NaN for negative x.
   */
  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    Expression x = arguments.get(0);
    Expression y = arguments.get(1);
    Expression zero = constant(0);
    if (argument == 0) {
      Expression slope = multiply(y, new Power().of(x, subtract(y, ONE)));
      return multiply(gradient, select(equal(y, zero), zero, slope));
    }
    Expression slope = multiply(result, new Log().of(x));
    Expression isFlat = and(equal(x, zero), less(zero, y));
    return multiply(gradient, select(isFlat, zero, slope));
  }
}
