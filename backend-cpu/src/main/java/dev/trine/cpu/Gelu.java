package dev.trine.cpu;

/**
 * The tanh form of GELU over blocks. With {@code z = √(2/π)·(x + 0.044715·x³)} it is {@code x/2·(1
 * + tanh z) = x·sigmoid(2z)}, which does not cancel for negative x.
 */
final class Gelu {
  private static final float TWICE_SQRT_2_OVER_PI = (float) (2 * Math.sqrt(2 / Math.PI));
  private static final float CUBIC = 0.044715f;

  /** From here on the derivative is 0 or 1, and squares stay finite. */
  private static final float SATURATED = 30f;

  private Gelu() {}

  /**
   * {@code a = gelu(a)}.
   *
   * @param sigmoid working memory
   */
  static void apply(float[] a, float[] sigmoid, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      sigmoid[i] = TWICE_SQRT_2_OVER_PI * a[i] * (1 + CUBIC * a[i] * a[i]);
    }
    Exponential.sigmoid(sigmoid, count, blocks);
    StageLoops.multiply(a, sigmoid, count);
  }

  /**
   * {@code a = a·gelu′(b)}, by the product and the chain rule.
   *
   * @param sigmoid working memory
   */
  static void multiplyByDerivative(
      float[] a, float[] b, float[] sigmoid, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      sigmoid[i] = TWICE_SQRT_2_OVER_PI * b[i] * (1 + CUBIC * b[i] * b[i]);
    }
    Exponential.sigmoid(sigmoid, count, blocks);
    for (int i = 0; i < count; i++) {
      float x = Math.max(-SATURATED, Math.min(SATURATED, b[i]));
      float s = sigmoid[i];
      float inner = TWICE_SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
      a[i] *= s + x * s * (1 - s) * inner;
    }
  }
}
