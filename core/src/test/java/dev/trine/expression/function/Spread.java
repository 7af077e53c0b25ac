package dev.trine.expression.function;

/** Floats spread over all there are. */
final class Spread {
  static final float[] SPECIAL = {
    0,
    -0f,
    1,
    -1,
    0.5f,
    -0.5f,
    2,
    -2,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    Math.nextUp(-Float.MIN_NORMAL),
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    Float.intBitsToFloat(-1),
    Math.nextDown(1f),
    Math.nextUp(-1f),
    Math.nextDown(-1f),
    87.3f,
    -87.3f,
    88.72283f,
    88.72284f,
    -103.97f,
    -103.98f,
    -104,
    -150,
    150
  };

  private Spread() {}

  /** The i-th of n: half of them over all bit patterns, half from −110 to 110. */
  static float float32(int i, int n) {
    if (i % 2 == 0) {
      return Float.intBitsToFloat((int) ((long) i * 0xffff_ffffL / n));
    }
    return (float) (220.0 * i / n - 110);
  }
}
