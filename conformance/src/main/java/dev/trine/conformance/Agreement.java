package dev.trine.conformance;

import dev.trine.conformance.catalogue.Argument;
import dev.trine.tensor.DType;
import java.util.Arrays;
import java.util.Locale;

/**
 * How close what a backend computed comes to the reference.
 *
 * @param worstShare the largest error of an element, as a share of its bound
 * @param nmse {@code Σ(x − x̂)² / Σx²} over the elements whose expected value is finite
 * @param fault what was wrong first; null if nothing
 */
record Agreement(double worstShare, double nmse, String fault) {
  static final Agreement PERFECT = new Agreement(0, 0, null);

  static Agreement broken(String fault) {
    return new Agreement(0, 0, fault);
  }

  /** Of the contents of one tensor. */
  static Agreement between(Argument argument, double[] actual, double[] expected, double[] bounds) {
    double worstShare = 0;
    double squaredError = 0;
    // Not 0, so that results that are all zeros, or are flushed to zero, compare.
    double squaredSize = (double) Float.MIN_NORMAL * Float.MIN_NORMAL;
    String fault = null;
    for (int i = 0; i < actual.length; i++) {
      double target = representable(argument.type(), expected[i]);
      double value = representable(argument.type(), actual[i]);
      double share = share(value, target, bounds[i]);
      worstShare = Math.max(worstShare, share);
      if (!(share <= 1) && fault == null) {
        fault = describe(argument, i, value, target, bounds[i]);
      }
      if (Double.isFinite(target)) {
        squaredError += (value - target) * (value - target);
        squaredSize += target * target;
      }
    }
    double nmse = squaredError / squaredSize;
    double limit = argument.tolerance().nmse();
    if (fault == null && nmse > limit) {
      fault =
          String.format(
              Locale.ROOT,
              "the normalised mean squared error of %s is %.2e, expected at most %.2e",
              argument.name(),
              nmse,
              limit);
    }
    return new Agreement(worstShare, nmse, fault);
  }

  Agreement and(Agreement other) {
    return new Agreement(
        Math.max(worstShare, other.worstShare),
        Math.max(nmse, other.nmse),
        fault == null ? other.fault : fault);
  }

  /** The same, with the fault's circumstances said. */
  Agreement during(String circumstances) {
    return fault == null ? this : new Agreement(worstShare, nmse, fault + "; " + circumstances);
  }

  /** What single precision makes of a number beyond its range. */
  private static double representable(DType type, double number) {
    return type == DType.F32 && Double.isInfinite((float) number) ? (float) number : number;
  }

  /** NaN only where the case's own bound is, and never for NaN or infinity where expected. */
  private static double share(double actual, double expected, double bound) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      return Double.compare(actual, expected) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    if (!Double.isFinite(actual)) {
      return Double.POSITIVE_INFINITY;
    }
    double error = Math.abs(actual - expected);
    return error == 0 && !Double.isNaN(bound) ? 0 : error / bound;
  }

  private static String describe(
      Argument argument, int index, double actual, double expected, double bound) {
    return String.format(
        Locale.ROOT,
        "%s%s is %s, expected %s, tolerance %.3g",
        argument.name(),
        Arrays.toString(argument.shape().coordinates(index)),
        actual,
        expected,
        bound);
  }
}
