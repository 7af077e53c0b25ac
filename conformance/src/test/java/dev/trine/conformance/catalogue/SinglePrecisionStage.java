package dev.trine.conformance.catalogue;

import dev.trine.backend.op.StageOp;

/** The stages as a device kernel computes them: in single precision throughout. */
final class SinglePrecisionStage {
  private static final float GELU_STRAIGHT = 16;
  private static final float SILU_STRAIGHT = 128;

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
      case ELU -> a > 0 ? a : expm1(a);
      case SIGMOID -> sigmoid(a);
      case TANH -> (float) Math.tanh(a);
      case SOFTPLUS -> (a > 0 ? a : 0) + (float) Math.log1p(exp(-Math.abs(a)));
      case GELU -> Math.abs(a) > GELU_STRAIGHT ? Math.max(a, 0) : a * sigmoid(argument(a));
      case SILU -> Math.abs(a) > SILU_STRAIGHT ? Math.max(a, 0) : a * sigmoid(a);
      case RELU_GRADIENT -> b > 0 ? a : 0;
      case LEAKY_RELU_GRADIENT -> b > 0 ? a : 0.01f * a;
      case ELU_GRADIENT -> b > 0 ? a : a * (b + 1);
      case SIGMOID_GRADIENT -> a * b * (1 - b);
      case TANH_GRADIENT -> a * (1 - b * b);
      case SOFTPLUS_GRADIENT -> -a * expm1(-b);
      case GELU_GRADIENT -> {
        float inner = 2 * 0.7978845608f * (1 + 3 * 0.044715f * b * b);
        yield a * (Math.abs(b) > GELU_STRAIGHT ? step(b) : derivative(b, argument(b), inner));
      }
      case SILU_GRADIENT -> a * (Math.abs(b) > SILU_STRAIGHT ? step(b) : derivative(b, b, 1));
    };
  }

  /** Twice the argument of GELU's tanh. */
  private static float argument(float a) {
    return 2 * 0.7978845608f * (a + 0.044715f * a * a * a);
  }

  private static float derivative(float x, float z, float inner) {
    float s = sigmoid(z);
    return s + x * s * sigmoid(-z) * inner;
  }

  private static float step(float x) {
    return x > 0 ? 1 : 0;
  }

  private static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static float exp(float a) {
    return inexact(Math.exp(a));
  }

  private static float expm1(float a) {
    return inexact(Math.expm1(a));
  }

  /** As accurate as OpenCL demands: off by up to 3 units in the last place. */
  private static float inexact(double exact) {
    float rounded = (float) exact;
    return Math.abs(rounded) < Float.MIN_NORMAL ? rounded : rounded + 3 * Math.ulp(rounded);
  }
}
