package dev.trine.reference;

import dev.trine.backend.op.StageOp;

/**
 * What each {@link StageOp} computes, in double, by formulas that are right to a few roundoffs over
 * the whole range: none takes small differences of large terms or multiplies infinity by 0.
 */
public final class StageFunction {
  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBIC = 0.044715;
  private static final double LEAKY_SLOPE = 0.01;

  private StageFunction() {}

  /**
   * The next accumulator.
   *
   * @param b the operand; unread where {@code op} takes none
   */
  public static double apply(StageOp op, double a, double b) {
    if (Double.isNaN(a) || op.isBinary() && Double.isNaN(b)) {
      return Double.NaN;
    }
    return switch (op) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case SQUARE -> a * a;
      case SQRT -> Math.sqrt(a);
      case EXP -> Math.exp(a);
      case LOG -> Math.log(a);
      case RELU -> a > 0 ? a : 0;
      case LEAKY_RELU -> a > 0 ? a : LEAKY_SLOPE * a;
      case ELU -> a > 0 ? a : Math.expm1(a);
      case SIGMOID -> sigmoid(a);
      case TANH -> Math.tanh(a);
      case SOFTPLUS -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
      case GELU -> gated(a, geluArgument(a));
      case SILU -> gated(a, a);
      case RELU_GRADIENT -> b > 0 ? a : 0;
      case LEAKY_RELU_GRADIENT -> b > 0 ? a : LEAKY_SLOPE * a;
      case ELU_GRADIENT -> b > 0 ? a : a * (b + 1);
      case SIGMOID_GRADIENT -> a * b * (1 - b);
      case TANH_GRADIENT -> a * (1 - b * b);
      case SOFTPLUS_GRADIENT -> a * -Math.expm1(-b);
      case GELU_GRADIENT -> a * geluDerivative(b);
      case SILU_GRADIENT -> a * siluDerivative(b);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** {@code x · sigmoid(z)}, whose limit is 0 where z is −∞. */
  private static double gated(double x, double z) {
    double s = sigmoid(z);
    return s == 0 ? -0.0 : x * s;
  }

  /**
   * What the sigmoid is of in GELU: {@code (1 + tanh z) / 2 = sigmoid(2z)}, and the left cancels.
   */
  private static double geluArgument(double x) {
    return 2 * SQRT_2_OVER_PI * (x + GELU_CUBIC * x * x * x);
  }

  private static double geluDerivative(double x) {
    double inner = 2 * SQRT_2_OVER_PI * (1 + 3 * GELU_CUBIC * x * x);
    return gatedDerivative(x, geluArgument(x), inner);
  }

  private static double siluDerivative(double x) {
    return gatedDerivative(x, x, 1);
  }

  /**
   * Product and chain rule on {@code x · sigmoid(z(x))}, with sigmoid′ = sigmoid·(1 − sigmoid).
   *
   * @param inner z′(x)
   */
  private static double gatedDerivative(double x, double z, double inner) {
    double s = sigmoid(z);
    double slope = s * sigmoid(-z);
    return slope == 0 ? s : s + x * slope * inner;
  }
}
