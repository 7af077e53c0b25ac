package dev.trine.cpu;

import dev.trine.backend.op.StageOp;

/**
 * Each {@link StageOp} as a loop of its own over a block, since only such short loops are
 * vectorised. Selections are written as minima and maxima: these are vectorised, where a condition
 * is not, and they pass NaN on.
 */
final class StageLoops {
  private static final float LEAKY_SLOPE = 0.01f;

  private StageLoops() {}

  /**
   * {@code a = op(a, b)} for the first {@code count} elements. Leaves {@code b} alone.
   *
   * @param b unread where the op takes no operand
   * @param blocks working memory, of which {@code a} and {@code b} may be the first two arrays
   */
  static void apply(StageOp op, float[] a, float[] b, int count, Blocks blocks) {
    switch (op) {
      case ADD -> add(a, b, count);
      case SUBTRACT -> subtract(a, b, count);
      case MULTIPLY -> multiply(a, b, count);
      case DIVIDE -> divide(a, b, count);
      case SQUARE -> multiply(a, a, count);
      case SQRT -> sqrt(a, count);
      case EXP -> Exponential.exp(a, count, blocks);
      case LOG -> log(a, count);
      case RELU -> relu(a, count);
      case LEAKY_RELU -> leakyRelu(a, count);
      case ELU -> elu(a, blocks.third(), count, blocks);
      case SIGMOID -> Exponential.sigmoid(a, count, blocks);
      case TANH -> tanh(a, count);
      case SOFTPLUS -> softplus(a, blocks.third(), count, blocks);
      case GELU -> Gated.gelu(a, blocks.third(), count, blocks);
      case SILU -> Gated.silu(a, blocks.third(), count, blocks);
      case RELU_GRADIENT -> reluGradient(a, b, count);
      case LEAKY_RELU_GRADIENT -> leakyReluGradient(a, b, count);
      case ELU_GRADIENT -> eluGradient(a, b, count);
      case SIGMOID_GRADIENT -> sigmoidGradient(a, b, count);
      case TANH_GRADIENT -> tanhGradient(a, b, count);
      case SOFTPLUS_GRADIENT -> softplusGradient(a, b, blocks.third(), count, blocks);
      case GELU_GRADIENT -> Gated.geluGradient(a, b, blocks.third(), count, blocks);
      case SILU_GRADIENT -> Gated.siluGradient(a, b, blocks.third(), count, blocks);
    }
  }

  private static void add(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] += b[i];
    }
  }

  private static void subtract(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] -= b[i];
    }
  }

  static void multiply(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] *= b[i];
    }
  }

  private static void divide(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] /= b[i];
    }
  }

  private static void sqrt(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (float) Math.sqrt(a[i]);
    }
  }

  private static void log(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (float) Math.log(a[i]);
    }
  }

  private static void relu(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(a[i], 0f);
    }
  }

  private static void leakyRelu(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(a[i], 0f) + LEAKY_SLOPE * Math.min(a[i], 0f);
    }
  }

  private static void elu(float[] a, float[] negative, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      negative[i] = Math.min(a[i], 0f);
    }
    Exponential.expMinusOne(negative, count, blocks);
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(a[i], 0f) + negative[i];
    }
  }

  /** A rational approximation, within 4·10⁻⁷ (that of Eigen's {@code ptanh}). */
  private static void tanh(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      float x = Math.max(-7.90531110763549805f, Math.min(7.90531110763549805f, a[i]));
      float y = x * x;
      float p = -2.76076847742355e-16f;
      p = p * y + 2.00018790482477e-13f;
      p = p * y - 8.60467152213735e-11f;
      p = p * y + 5.12229709037114e-08f;
      p = p * y + 1.48572235717979e-05f;
      p = p * y + 6.37261928875436e-04f;
      p = p * y + 4.89352455891786e-03f;
      float q = 1.19825839466702e-06f;
      q = q * y + 1.18534705686654e-04f;
      q = q * y + 2.26843463243900e-03f;
      q = q * y + 4.89352518554385e-03f;
      a[i] = x * p / q;
    }
  }

  /**
   * {@code max(a, 0) + ln(1 + e)} with {@code e = e^−|a|} and {@code ln(1 + e) = 2·artanh(s)},
   * {@code s = e / (2 + e)} ≤ 1/3, whose series ends early.
   */
  private static void softplus(float[] a, float[] power, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      power[i] = -Math.abs(a[i]);
    }
    Exponential.exp(power, count, blocks);
    for (int i = 0; i < count; i++) {
      float s = power[i] / (2 + power[i]);
      float y = s * s;
      float sum = 1f / 15;
      sum = sum * y + 1f / 13;
      sum = sum * y + 1f / 11;
      sum = sum * y + 1f / 9;
      sum = sum * y + 1f / 7;
      sum = sum * y + 1f / 5;
      sum = sum * y + 1f / 3;
      sum = sum * y + 1;
      a[i] = Math.max(a[i], 0f) + 2 * s * sum;
    }
  }

  /**
   * A limit on |a| that is infinite where b is positive, even if that is subnormal, and 0 where it
   * is not selects.
   */
  private static void reluGradient(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      float limit = Math.max(b[i], 0f) * 1e38f * 1e38f * 1e38f;
      a[i] = Math.max(Math.min(a[i], limit), -limit);
    }
  }

  private static void leakyReluGradient(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      float step = Math.min(Math.max(b[i], 0f) * 1e38f * 1e38f, 1f);
      a[i] *= Math.max(step, LEAKY_SLOPE);
    }
  }

  private static void eluGradient(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] *= Math.min(b[i], 0f) + 1;
    }
  }

  private static void sigmoidGradient(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] * b[i] * (1 - b[i]);
    }
  }

  private static void tanhGradient(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] * (1 - b[i] * b[i]);
    }
  }

  private static void softplusGradient(
      float[] a, float[] b, float[] power, int count, Blocks blocks) {
    for (int i = 0; i < count; i++) {
      power[i] = -b[i];
    }
    Exponential.expMinusOne(power, count, blocks);
    for (int i = 0; i < count; i++) {
      a[i] *= -power[i];
    }
  }
}
