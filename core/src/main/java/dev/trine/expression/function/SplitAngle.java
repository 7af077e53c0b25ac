package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.bits;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.polynomial;
import static dev.trine.expression.Arithmetic.shiftLeft;
import static dev.trine.expression.Arithmetic.shiftRight;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.expression.Arithmetic.xor;

import dev.trine.expression.Expression;

/**
 * {@code x = n·π/2 + r + tail} with |r| ≤ π/4: what sine and cosine begin with (Cody and Waite
 * 1980). π/2 is in three parts, of which the first leaves nothing to round.
 *
 * @param n I32, in the low bits
 * @param tail what r does not hold, below 2^−25
 */
record SplitAngle(Expression n, Expression r, Expression tail) {
  /** Beyond it neighbouring numbers are half a radian apart, and n needs more bits. */
  static final double LIMIT = 0x1p22;

  // Rounded down: n = 0 times −part is −0, which leaves a zero's sign as it is.
  private static final double HALF_PI_HIGH = 0x1.921fb4p0;
  private static final double HALF_PI_MIDDLE = 0x1.4442d0p-24;
  private static final double HALF_PI_LOW = 0x1.846988p-48;
  private static final double SHIFT = 0x1.8p23;

  /** NaN beyond ±{@link #LIMIT}. */
  static SplitAngle of(Expression angle) {
    Expression room = sqrt(subtract(constant(LIMIT), abs(angle)));
    Expression x = multiply(angle, min(add(room, constant(1)), constant(1)));
    Expression shifted = fma(x, constant(2 / Math.PI), constant(SHIFT));
    Expression n = subtract(shifted, constant(SHIFT));
    Expression high = fma(n, constant(-HALF_PI_HIGH), x);
    Expression r = fma(n, constant(-HALF_PI_MIDDLE), high);
    return new SplitAngle(bits(shifted), r, multiply(n, constant(-HALF_PI_LOW)));
  }

  /** sin(x + turns·π/2); −0 is kept. */
  Expression sine(int turns) {
    Expression square = multiply(r, r);
    Expression power =
        polynomial(square, 2.826345e-06, -1.9852562e-04, 8.3333785e-03, -1.6666667e-01);
    Expression sine = add(r, fma(multiply(r, square), power, tail));
    Expression cosine = polynomial(square, 2.4430085e-05, -1.3887298e-03, 4.1666646e-02, -0.5, 1);
    Expression quadrant = turns == 0 ? n : intAdd(n, whole(turns));
    Expression odd = shiftRight(shiftLeft(quadrant, 31), 31);
    Expression negative = shiftLeft(shiftRight(quadrant, 1), 31);
    Expression ofSine = bits(Sign.copy(add(r, tail), sine));
    Expression size = xor(ofSine, and(xor(ofSine, bits(cosine)), odd));
    return fromBits(xor(size, negative));
  }

  /** The angle in double precision, NaN beyond ±{@link #LIMIT}. */
  static double within(double x) {
    return Math.abs(x) <= LIMIT ? x : Double.NaN;
  }
}
