package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Matrix products. */
public interface MatrixOps {
  /**
   * {@code out = epilogue(alpha·a·b + beta·out + bias, other)} for each product of the batch.
   *
   * @param bias a vector of n elements added to every row of every product, or null
   * @param other a tensor that lies in its view as the result does in its; null where the
   *     {@linkplain Epilogue#takesOther epilogue takes none}
   */
  Call matmul(Matmul spec, View a, View b, View bias, View other, View out);

  /** A product whose epilogue takes no other tensor. */
  default Call matmul(Matmul spec, View a, View b, View bias, View out) {
    return matmul(spec, a, b, bias, null, out);
  }
}
