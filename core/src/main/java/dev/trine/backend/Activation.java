package dev.trine.backend;

import dev.trine.backend.op.StageOp;
import java.util.Arrays;
import java.util.Optional;

/**
 * Activation functions. For each the stage that applies it and the stage that turns the gradient of
 * its output into that of its input.
 */
public enum Activation {
  /** x */
  IDENTITY(null, null, GradientFrom.OUTPUT),
  /** max(x, 0), with derivative 0 at 0 (Nair and Hinton 2010). */
  RELU(StageOp.RELU, StageOp.RELU_GRADIENT, GradientFrom.OUTPUT),
  /** x for x > 0, else 0.01·x (Maas et al. 2013). */
  LEAKY_RELU(StageOp.LEAKY_RELU, StageOp.LEAKY_RELU_GRADIENT, GradientFrom.OUTPUT),
  /** x for x > 0, else e^x − 1 (Clevert et al. 2016, α = 1). */
  ELU(StageOp.ELU, StageOp.ELU_GRADIENT, GradientFrom.OUTPUT),
  /** 1 / (1 + e^−x), the logistic function. */
  SIGMOID(StageOp.SIGMOID, StageOp.SIGMOID_GRADIENT, GradientFrom.OUTPUT),
  /** The hyperbolic tangent. */
  TANH(StageOp.TANH, StageOp.TANH_GRADIENT, GradientFrom.OUTPUT),
  /** ln(1 + e^x) (Dugas et al. 2001). */
  SOFTPLUS(StageOp.SOFTPLUS, StageOp.SOFTPLUS_GRADIENT, GradientFrom.OUTPUT),
  /** The tanh form of x·Φ(x) (Hendrycks and Gimpel 2016, section 2). */
  GELU(StageOp.GELU, StageOp.GELU_GRADIENT, GradientFrom.INPUT),
  /** x / (1 + e^−x) (Elfwing et al. 2018). */
  SILU(StageOp.SILU, StageOp.SILU_GRADIENT, GradientFrom.INPUT);

  /** What the derivative is computed from. */
  public enum GradientFrom {
    INPUT,
    OUTPUT
  }

  private final StageOp forward;
  private final StageOp gradient;
  private final GradientFrom gradientFrom;

  Activation(StageOp forward, StageOp gradient, GradientFrom gradientFrom) {
    this.forward = forward;
    this.gradient = gradient;
    this.gradientFrom = gradientFrom;
  }

  /** The activation that a stage applies; empty where it applies none. */
  public static Optional<Activation> of(StageOp forward) {
    return Arrays.stream(values()).filter(a -> a.forward == forward).findFirst();
  }

  /** The stage {@code acc = f(acc)}; null for {@link #IDENTITY}. */
  public StageOp forward() {
    return forward;
  }

  /** The stage {@code acc = acc·f′(operand)}; null for {@link #IDENTITY}. */
  public StageOp gradient() {
    return gradient;
  }

  public GradientFrom gradientFrom() {
    return gradientFrom;
  }
}
