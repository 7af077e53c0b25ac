package dev.trine.backend.op;

/**
 * The steps of which an elementwise chain is made. Each turns an accumulator {@code a} and, where
 * it takes one, an operand {@code b} into the next accumulator. NaN in either gives NaN; an
 * activation or its derivative at ±∞ is its limit there.
 *
 * <p>The codes are arguments of the device kernels, so that no code is generated at run time.
 */
public enum StageOp {
  /** a + b */
  ADD(0, true),
  /** a − b */
  SUBTRACT(1, true),
  /** a · b */
  MULTIPLY(2, true),
  /** a / b */
  DIVIDE(3, true),
  /** a² */
  SQUARE(4, false),
  /** √a */
  SQRT(5, false),
  /** e^a */
  EXP(6, false),
  /** ln a */
  LOG(7, false),

  /** max(a, 0) */
  RELU(16, false),
  /** a for a > 0, else 0.01·a */
  LEAKY_RELU(17, false),
  /** a for a > 0, else e^a − 1 */
  ELU(18, false),
  /** 1 / (1 + e^−a) */
  SIGMOID(19, false),
  /** tanh a */
  TANH(20, false),
  /** ln(1 + e^a), without overflow */
  SOFTPLUS(21, false),
  /** a/2 · (1 + tanh(√(2/π)·(a + 0.044715·a³))) */
  GELU(22, false),
  /** a / (1 + e^−a) */
  SILU(23, false),

  /** a for b > 0, else 0; b is the output */
  RELU_GRADIENT(32, true),
  /** a for b > 0, else 0.01·a; b is the output */
  LEAKY_RELU_GRADIENT(33, true),
  /** a for b > 0, else a·(b + 1); b is the output */
  ELU_GRADIENT(34, true),
  /** a·b·(1 − b); b is the output */
  SIGMOID_GRADIENT(35, true),
  /** a·(1 − b²); b is the output */
  TANH_GRADIENT(36, true),
  /** a·(1 − e^−b); b is the output */
  SOFTPLUS_GRADIENT(37, true),
  /** a · the derivative of {@link #GELU} at b; b is the input */
  GELU_GRADIENT(38, true),
  /** a · the derivative of {@link #SILU} at b; b is the input */
  SILU_GRADIENT(39, true);

  private final int code;
  private final boolean binary;

  StageOp(int code, boolean binary) {
    this.code = code;
    this.binary = binary;
  }

  /** Its number in the device kernels. */
  public int code() {
    return code;
  }

  /** Whether it takes an operand. */
  public boolean isBinary() {
    return binary;
  }
}
