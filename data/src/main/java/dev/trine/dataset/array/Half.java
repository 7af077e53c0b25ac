package dev.trine.dataset.array;

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent and 10 of fraction. */
final class Half {
  private static final int FRACTION = 10;
  private static final int FRACTION_MASK = 0x3FF;
  private static final int EXPONENT_MASK = 0x1F;
  private static final int BIAS = 15;

  private Half() {}

  static float decode(short bits) {
    int exponent = bits >> FRACTION & EXPONENT_MASK;
    int fraction = bits & FRACTION_MASK;
    float magnitude;
    if (exponent == EXPONENT_MASK) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, 1 - BIAS - FRACTION);
    } else {
      magnitude = Math.scalb((float) (fraction | 1 << FRACTION), exponent - BIAS - FRACTION);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
