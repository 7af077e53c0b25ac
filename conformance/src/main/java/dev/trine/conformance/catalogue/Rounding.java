package dev.trine.conformance.catalogue;

/** How single precision rounds. */
final class Rounding {
  /** The unit roundoff of binary32. */
  static final double UNIT = 0x1p-24;

  /**
   * Roundoffs granted to one elementary function. OpenCL's and CUDA's err by up to 5 units in the
   * last place, which are 10 roundoffs; some of what calls them rounds once more.
   */
  static final double FUNCTION = 16;

  /** Roundoffs granted to a handful of additions and multiplications. */
  static final double ARITHMETIC = 8;

  private static final double CONFIDENCE = 8;

  private Rounding() {}

  /** An error of so many roundoffs of a magnitude; devices may flush subnormal numbers to 0. */
  static double bound(double roundoffs, double magnitude) {
    return roundoffs * UNIT * Math.abs(magnitude) + Float.MIN_NORMAL;
  }

  /**
   * Roundoffs of a sum of so many terms, relative to the sum of their magnitudes, in any order of
   * summation: λ√n rather than n (Higham and Mary 2019, theorem 2.4), since rounding errors rarely
   * conspire.
   */
  static double ofSum(double terms) {
    return CONFIDENCE * Math.sqrt(Math.max(1, terms));
  }
}
