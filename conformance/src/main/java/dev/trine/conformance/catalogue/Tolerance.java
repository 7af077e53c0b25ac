package dev.trine.conformance.catalogue;

/**
 * When a result counts as right: every element within its bound, which allows for the worst, and
 * all together within a normalised mean squared error, {@code Σ(x − x̂)² / Σx²}, which does not.
 * The second sees a whole tensor computed in less than single precision.
 */
public record Tolerance(Bound bound, double nmse) {
  /** A root mean square of 10⁻⁵: far above single precision's, far below TF32's 10⁻⁴ or more. */
  private static final double SINGLE_PRECISION = 1e-10;

  public static Tolerance exact() {
    return new Tolerance(Bound.exact(), 0);
  }

  public static Tolerance within(Bound bound) {
    return new Tolerance(bound, SINGLE_PRECISION);
  }

  /**
   * Only the bound: for results that are all small differences of large terms, whose error is not
   * small against them in any single precision computation.
   */
  public static Tolerance ofDifferences(Bound bound) {
    return new Tolerance(bound, Double.POSITIVE_INFINITY);
  }
}
