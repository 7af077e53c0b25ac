package dev.trine.cpu;

/**
 * GELU and SiLU over blocks: {@code x·sigmoid(z)}, where z is x for SiLU and {@code 2·√(2/π)·(x +
 * 0.044715·x³)} for the tanh form of GELU, since {@code (1 + tanh u)/2 = sigmoid(2u)}. All follows
 * from {@code e = e^−z}, without differences of nearly equal numbers: {@code sigmoid(z) = 1/(1 +
 * e)}, and what is left to 1 is {@code 1/(1 + 1/e)}.
 */
final class Gated {
  private static final float TWICE_SQRT_2_OVER_PI = (float) (2 * Math.sqrt(2 / Math.PI));
  private static final float CUBIC = 0.044715f;

  /**
   * From here on the functions are 0 or x to the last bit, and the derivatives 0 or 1. Arguments
   * beyond it are taken for it where an infinite one would be multiplied by 0.
   */
  private static final float GELU_STRAIGHT = 16f;

  private static final float SILU_STRAIGHT = 128f;

  private Gated() {}

  /**
   * {@code a = gelu(a)}.
   *
   * @param power working memory
   */
  static void gelu(float[] a, float[] power, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      float x = Math.max(a[i], -GELU_STRAIGHT);
      a[i] = x;
      power[i] = -TWICE_SQRT_2_OVER_PI * x * (1 + CUBIC * x * x);
    }
    Exponential.exp(power, count, blocks);
    divideByOnePlus(a, power, count);
  }

  /**
   * {@code a = silu(a)}.
   *
   * @param power working memory
   */
  static void silu(float[] a, float[] power, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      float x = Math.max(a[i], -SILU_STRAIGHT);
      a[i] = x;
      power[i] = -x;
    }
    Exponential.exp(power, count, blocks);
    divideByOnePlus(a, power, count);
  }

  /**
   * {@code a = a·gelu′(b)}, by the product and the chain rule.
   *
   * @param power working memory
   */
  static void geluGradient(float[] a, float[] b, float[] power, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      float x = Math.max(-GELU_STRAIGHT, Math.min(GELU_STRAIGHT, b[i]));
      power[i] = -TWICE_SQRT_2_OVER_PI * x * (1 + CUBIC * x * x);
    }
    Exponential.exp(power, count, blocks);
    for (int i = 0; i < count; i++) {
      float x = Math.max(-GELU_STRAIGHT, Math.min(GELU_STRAIGHT, b[i]));
      float s = 1 / (1 + power[i]);
      float left = 1 / (1 + 1 / power[i]);
      float inner = TWICE_SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
      a[i] *= s + x * s * left * inner;
    }
  }

  /**
   * {@code a = a·silu′(b)}, by the product rule.
   *
   * @param power working memory
   */
  static void siluGradient(float[] a, float[] b, float[] power, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      power[i] = -b[i];
    }
    Exponential.exp(power, count, blocks);
    for (int i = 0; i < count; i++) {
      float x = Math.max(-SILU_STRAIGHT, Math.min(SILU_STRAIGHT, b[i]));
      float s = 1 / (1 + power[i]);
      float left = 1 / (1 + 1 / power[i]);
      a[i] *= s + x * s * left;
    }
  }

  private static void divideByOnePlus(float[] a, float[] power, int count) {
    for (int i = 0; i < count; i++) {
      a[i] /= 1 + power[i];
    }
  }
}
