package dev.trine.conformance.catalogue;

import dev.trine.backend.op.StageOp;
import dev.trine.reference.StageFunction;

/**
 * Carries a bound on the error of an accumulator through the stages of a chain, by mixed forward
 * and backward error (Higham 2002, section 1.5): a device may return the function's value, off by a
 * few roundoffs of the terms that make it up, at arguments that are off by a few roundoffs too, or
 * 0 where they are subnormal. No term is larger than the formula needs: where a function saturates,
 * what is left of it must be right as well.
 */
final class StageError {
  private StageError() {}

  /**
   * The error of {@code op(a, b)}.
   *
   * @param error of {@code a}
   */
  static double after(StageOp op, double a, double error, double b) {
    double exact = StageFunction.apply(op, a, b);
    double ofA = Double.isInfinite(a) ? 0 : error + spread(a, true);
    double ofB = op.isBinary() ? spread(b, isFunctionOfOperand(op)) : 0;
    double terms = terms(op, a, b, exact);
    return Math.max(distance(op, a + ofA, b, exact), distance(op, a - ofA, b, exact))
        + Math.max(distance(op, a, b + ofB, exact), distance(op, a, b - ofB, exact))
        + Rounding.bound(Rounding.FUNCTION, terms)
        + (vanishes(op, a, b) ? 2 * Math.abs(terms) : 0);
  }

  private static double distance(StageOp op, double a, double b, double exact) {
    return Math.abs(StageFunction.apply(op, a, b) - exact);
  }

  /** How far off an argument may be. */
  private static double spread(double x, boolean rounded) {
    if (FloatRange.isSubnormal(x)) {
      return Math.abs(x);
    }
    return rounded && Double.isFinite(x) ? Rounding.FUNCTION * Rounding.UNIT * Math.abs(x) : 0;
  }

  /** Whether the operand goes through more than one addition or multiplication. */
  private static boolean isFunctionOfOperand(StageOp op) {
    return switch (op) {
      case TANH_GRADIENT, GELU_GRADIENT, SILU_GRADIENT -> true;
      default -> false;
    };
  }

  /** The sum of the sizes of the terms whose sum is the value, where they cancel. */
  private static double terms(StageOp op, double a, double b, double exact) {
    return switch (op) {
      // sigmoid + b·sigmoid′, of which the second has the sign of b.
      case GELU_GRADIENT, SILU_GRADIENT ->
          b < 0 ? a * (2 * sigmoidWithin(op, b) - StageFunction.apply(op, 1, b)) : exact;
      default -> exact;
    };
  }

  /** Whether a factor is subnormal, which may make it 0 or up to twice itself. */
  private static boolean vanishes(StageOp op, double a, double b) {
    return switch (op) {
      case GELU, SILU -> FloatRange.isSubnormal(StageFunction.apply(op, a, 0) / a);
      case GELU_GRADIENT, SILU_GRADIENT -> FloatRange.isSubnormal(sigmoidWithin(op, b));
      default -> false;
    };
  }

  /** The sigmoid that GELU or SiLU multiplies its argument by. */
  private static double sigmoidWithin(StageOp gradient, double x) {
    StageOp forward = gradient == StageOp.GELU_GRADIENT ? StageOp.GELU : StageOp.SILU;
    return Double.isFinite(x) && x != 0 ? StageFunction.apply(forward, x, 0) / x : 0.5;
  }
}
