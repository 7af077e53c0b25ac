package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import java.util.Map;

/** A way to compute matrix products on a device. */
interface Gemm {
  /**
   * Prepares {@code out = epilogue(alpha·a·b + beta·out + bias, other)} and the sums of b's
   * columns. All is checked: the product is not empty, and each extent and each single matrix is
   * within 32-bit indices.
   *
   * @param bias n elements, or null
   * @param other null if the epilogue takes none
   * @param columnSums n elements, or null
   */
  LaunchCall bind(Matmul spec, View a, View b, View bias, View other, View out, View columnSums);

  /** Every way that {@link #bind} chooses between, by name; each takes any product. */
  Map<String, Gemm> variants();
}
