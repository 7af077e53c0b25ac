package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Epilogue;
import dev.trine.expression.DoublePrecision;

/**
 * The error of an epilogue by mixed forward and backward error (Higham 2002, section 1.5): a device
 * may return the function's value, off by a few roundoffs, at arguments that are off by a few
 * roundoffs, or 0 where they are subnormal, and the first of which has an error of its own.
 */
final class EpilogueError {
  private EpilogueError() {}

  /**
   * The error of {@code epilogue(x, other)}.
   *
   * @param error of {@code x}
   * @param other NaN where the epilogue takes none
   */
  static double after(Epilogue epilogue, double x, double error, double other) {
    double exact = value(epilogue, x, other);
    double spread = Double.isInfinite(x) ? 0 : error + ofArgument(x);
    double ofOther = Double.isInfinite(other) ? 0 : ofArgument(other);
    double farthest =
        Math.max(
            Math.abs(value(epilogue, x + spread, other) - exact),
            Math.abs(value(epilogue, x - spread, other) - exact));
    if (epilogue.takesOther()) {
      farthest +=
          Math.max(
              Math.abs(value(epilogue, x, other + ofOther) - exact),
              Math.abs(value(epilogue, x, other - ofOther) - exact));
    }
    return farthest + Rounding.bound(Rounding.FUNCTION, exact);
  }

  private static double ofArgument(double x) {
    return FloatRange.isSubnormal(x)
        ? Math.abs(x)
        : Rounding.FUNCTION * Rounding.UNIT * Math.abs(x);
  }

  private static double value(Epilogue epilogue, double x, double other) {
    return DoublePrecision.of(epilogue.expression(), new double[] {x, other});
  }
}
