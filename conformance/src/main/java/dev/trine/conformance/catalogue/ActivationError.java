package dev.trine.conformance.catalogue;

import dev.trine.backend.Activation;

/**
 * The error of an activation by mixed forward and backward error (Higham 2002, section 1.5): a
 * device may return the function's value, off by a few roundoffs, at an argument that is off by its
 * own error and by a few roundoffs, or 0 where that is subnormal.
 */
final class ActivationError {
  private ActivationError() {}

  /**
   * The error of {@code activation(x)}.
   *
   * @param error of {@code x}
   */
  static double after(Activation activation, double x, double error) {
    double exact = value(activation, x);
    double spread = Double.isInfinite(x) ? 0 : error + ofArgument(x);
    return Math.max(
            Math.abs(value(activation, x + spread) - exact),
            Math.abs(value(activation, x - spread) - exact))
        + Rounding.bound(Rounding.FUNCTION, exact);
  }

  private static double ofArgument(double x) {
    return FloatRange.isSubnormal(x)
        ? Math.abs(x)
        : Rounding.FUNCTION * Rounding.UNIT * Math.abs(x);
  }

  private static double value(Activation activation, double x) {
    return activation == Activation.IDENTITY ? x : activation.function().evaluate(x);
  }
}
