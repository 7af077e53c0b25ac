package dev.trine.conformance.catalogue;

import dev.trine.backend.StageOp;
import dev.trine.conformance.reference.StageFunction;

/**
 * Carries a bound on the error of an accumulator through the stages of a chain, by mixed forward
 * and backward error (Higham 2002, section 1.5): a device may return the function's value, off by a
 * few roundoffs of the terms that make it up, at an argument that is off by a few roundoffs too.
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
    double spread =
        Double.isInfinite(a) ? 0 : error + Rounding.FUNCTION * Rounding.UNIT * Math.abs(a);
    double above = Math.abs(StageFunction.apply(op, a + spread, b) - exact);
    double below = Math.abs(StageFunction.apply(op, a - spread, b) - exact);
    return Math.max(above, below) + Rounding.bound(Rounding.FUNCTION, terms(op, a, b, exact));
  }

  /** The largest of the terms whose sum or difference is the value, where some cancel. */
  private static double terms(StageOp op, double a, double b, double exact) {
    return switch (op) {
      // 1 in 1 + e^a and e^a − 1, and 1 + tanh, where e^a or tanh cancels it or is lost in it.
      case ELU, SOFTPLUS -> Math.max(1, Math.abs(exact));
      case GELU -> a;
      case ELU_GRADIENT, SOFTPLUS_GRADIENT -> 2 * a;
      case SIGMOID_GRADIENT -> a * (1 + Math.abs(b));
      case TANH_GRADIENT -> a * (1 + b * b);
      // Both derivatives have a term in b that is a small difference times b.
      case GELU_GRADIENT, SILU_GRADIENT -> a * (1 + Math.abs(b));
      default -> exact;
    };
  }
}
