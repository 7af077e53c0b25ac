package dev.trine.conformance.catalogue;

import dev.trine.backend.op.StageOp;

/**
 * Where a stage's accumulator and operand usually lie. A gradient's operand is the output or input
 * of its function.
 */
record StageDomain(double low, double high, double operandLow, double operandHigh) {
  static StageDomain of(StageOp op) {
    return switch (op) {
      case ADD, SUBTRACT, MULTIPLY, RELU_GRADIENT, TANH_GRADIENT -> binary(-1, 1);
      case DIVIDE -> binary(0.5, 2);
      case SQRT -> unary(0.01, 4);
      case LOG -> unary(0.1, 4);
      case SQUARE, EXP, RELU, LEAKY_RELU, ELU, SIGMOID, TANH, SOFTPLUS, GELU, SILU -> unary(-4, 4);
      case LEAKY_RELU_GRADIENT, ELU_GRADIENT -> binary(-1, 4);
      case SIGMOID_GRADIENT -> binary(0, 1);
      case SOFTPLUS_GRADIENT -> binary(0, 4);
      case GELU_GRADIENT, SILU_GRADIENT -> binary(-4, 4);
    };
  }

  Values accumulator() {
    return Values.uniform(low, high);
  }

  Values operand() {
    return Values.uniform(operandLow, operandHigh);
  }

  /** One operand for all elements, where no gradient vanishes. */
  Values scalarOperand() {
    return Values.constant((float) (operandLow + 0.75 * (operandHigh - operandLow)));
  }

  private static StageDomain unary(double low, double high) {
    return new StageDomain(low, high, 0, 0);
  }

  private static StageDomain binary(double operandLow, double operandHigh) {
    return new StageDomain(-2, 2, operandLow, operandHigh);
  }
}
