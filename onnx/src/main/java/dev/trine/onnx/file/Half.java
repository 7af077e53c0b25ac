package dev.trine.onnx.file;

/** Numbers of IEEE 754 binary16. */
final class Half {
  private static final int MANTISSA_BITS = 10;
  private static final int LARGEST_EXPONENT = 31;

  private Half() {}

  /** The number that these bits are; exact. */
  static float toFloat(short bits) {
    int exponent = bits >> MANTISSA_BITS & LARGEST_EXPONENT;
    int mantissa = bits & (1 << MANTISSA_BITS) - 1;
    float magnitude;
    if (exponent == LARGEST_EXPONENT) {
      magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) mantissa, -24);
    } else {
      magnitude = Math.scalb((float) (mantissa | 1 << MANTISSA_BITS), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
