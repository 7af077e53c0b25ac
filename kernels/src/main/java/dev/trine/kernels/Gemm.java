package dev.trine.kernels;

import dev.trine.backend.Activation;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import java.util.Map;

/** A way to compute matrix products on a device. */
interface Gemm {
  int NO_ACTIVATION = -1;

  /**
   * Prepares {@code out = act(alpha·a·b + beta·out + bias)}. All is checked: the product is not
   * empty, and each extent and each single matrix is within 32-bit indices.
   *
   * @param bias n elements, or null
   */
  Call bind(Matmul spec, View a, View b, View bias, View out);

  /** Every way that {@link #bind} chooses between, by name; each takes any product. */
  Map<String, Gemm> variants();

  /** An activation as the kernels' epilogue takes it. */
  static int code(Activation activation) {
    return switch (activation) {
      case IDENTITY -> NO_ACTIVATION;
      case RELU -> 0;
      case LEAKY_RELU -> 1;
      case ELU -> 2;
      case SIGMOID -> 3;
      case TANH -> 4;
      case SOFTPLUS -> 5;
      case GELU, SILU -> throw new IllegalArgumentException(activation + " is in no epilogue");
    };
  }
}
