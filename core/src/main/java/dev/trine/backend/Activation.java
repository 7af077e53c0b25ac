package dev.trine.backend;

import dev.trine.expression.Function;
import dev.trine.expression.function.Elu;
import dev.trine.expression.function.Gelu;
import dev.trine.expression.function.HardSigmoid;
import dev.trine.expression.function.LeakyRelu;
import dev.trine.expression.function.Mish;
import dev.trine.expression.function.Relu;
import dev.trine.expression.function.Selu;
import dev.trine.expression.function.Sigmoid;
import dev.trine.expression.function.Silu;
import dev.trine.expression.function.Softplus;
import dev.trine.expression.function.Tanh;
import java.util.Arrays;
import java.util.Optional;

/** Activation functions that layers have by name. */
public enum Activation {
  /** x */
  IDENTITY(null),
  /** max(x, 0), with derivative 0 at 0 (Nair and Hinton 2010). */
  RELU(new Relu()),
  /** x for x > 0, else 0.01·x (Maas et al. 2013). */
  LEAKY_RELU(new LeakyRelu(0.01)),
  /** x for x > 0, else e^x − 1 (Clevert et al. 2016, α = 1). */
  ELU(new Elu(1)),
  /** 1 / (1 + e^−x), the logistic function. */
  SIGMOID(new Sigmoid()),
  /** The hyperbolic tangent. */
  TANH(new Tanh()),
  /** ln(1 + e^x) (Dugas et al. 2001). */
  SOFTPLUS(new Softplus()),
  /** The tanh form of x·Φ(x) (Hendrycks and Gimpel 2016, section 2). */
  GELU(new Gelu()),
  /** x / (1 + e^−x) (Elfwing et al. 2018). */
  SILU(new Silu()),
  /** λ·x for x > 0, else λ·α·(e^x − 1) (Klambauer et al. 2017). */
  SELU(new Selu(), false),
  /** x·tanh(ln(1 + e^x)) (Misra 2019). */
  MISH(new Mish(), false),
  /** x/6 + 1/2 within 0 and 1, as PyTorch has it. */
  HARD_SIGMOID(new HardSigmoid(), false);

  private final Function function;
  private final boolean hasEpilogue;

  Activation(Function function) {
    this(function, true);
  }

  Activation(Function function, boolean hasEpilogue) {
    this.function = function;
    this.hasEpilogue = hasEpilogue;
  }

  /**
   * Whether backends have it in their matrix products, as an {@link dev.trine.backend.op.Epilogue};
   * others are one more pass over the results.
   */
  public boolean hasEpilogue() {
    return hasEpilogue;
  }

  /** The activation that is this function; empty where none is. */
  public static Optional<Activation> of(Function function) {
    return Arrays.stream(values()).filter(a -> function.equals(a.function)).findFirst();
  }

  /** What it computes; null for {@link #IDENTITY}. */
  public Function function() {
    return function;
  }
}
