package dev.trine.kernels;

import dev.trine.backend.Activation;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.StageOp;
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
    StageOp forward = activation.forward();
    return forward == null ? NO_ACTIVATION : forward.code();
  }
}
