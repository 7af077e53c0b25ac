package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.Matmul;
import dev.trine.backend.View;

/** A way to compute matrix products on a device. */
interface Gemm {
  /**
   * Prepares {@code out = act(alpha·a·b + beta·out + bias)}. All is checked: the product is not
   * empty, and each extent and each single matrix is within 32-bit indices.
   *
   * @param bias n elements, or null
   */
  Call bind(Matmul spec, View a, View b, View bias, View out);
}
