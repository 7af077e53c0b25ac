package dev.trine.conformance.catalogue;

import dev.trine.backend.StageOp;

/** The stages as a plain device kernel computes them: single precision, no expm1, no log1p. */
final class SinglePrecisionStage {
  private SinglePrecisionStage() {}

  static float apply(StageOp op, float a, float b) {
    return switch (op) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case SQUARE -> a * a;
      case SQRT -> (float) Math.sqrt(a);
      case EXP -> exp(a);
      case LOG -> (float) Math.log(a);
      case RELU -> a > 0 ? a : 0;
      case LEAKY_RELU -> a > 0 ? a : 0.01f * a;
      case ELU -> a > 0 ? a : exp(a) - 1;
      case SIGMOID -> 1 / (1 + exp(-a));
      case TANH -> (float) Math.tanh(a);
      case SOFTPLUS -> (a > 0 ? a : 0) + (float) Math.log(1 + exp(-Math.abs(a)));
      case GELU -> 0.5f * a * (1 + (float) Math.tanh(argument(a)));
      case SILU -> a / (1 + exp(-a));
      case RELU_GRADIENT -> b > 0 ? a : 0;
      case LEAKY_RELU_GRADIENT -> b > 0 ? a : 0.01f * a;
      case ELU_GRADIENT -> b > 0 ? a : a * (b + 1);
      case SIGMOID_GRADIENT -> a * b * (1 - b);
      case TANH_GRADIENT -> a * (1 - b * b);
      case SOFTPLUS_GRADIENT -> a * (1 - exp(-b));
      case GELU_GRADIENT -> {
        float t = (float) Math.tanh(argument(b));
        float inner = 0.7978845608f * (1 + 3 * 0.044715f * b * b);
        yield a * (0.5f * (1 + t) + 0.5f * b * (1 - t * t) * inner);
      }
      case SILU_GRADIENT -> {
        float s = 1 / (1 + exp(-b));
        yield a * s * (1 + b * (1 - s));
      }
    };
  }

  private static float argument(float a) {
    return 0.7978845608f * (a + 0.044715f * a * a * a);
  }

  /** As accurate as OpenCL demands: off by up to 3 units in the last place. */
  private static float exp(float a) {
    float exact = (float) Math.exp(a);
    return exact + 3 * Math.ulp(exact);
  }
}
