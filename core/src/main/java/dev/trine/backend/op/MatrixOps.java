package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Matrix products. */
public interface MatrixOps {
  /**
   * {@code out = epilogue(alpha·a·b + beta·out + bias, other)} for each product of the batch, and
   * the {@linkplain Matmul#columnSums sums of b's columns} beside it, which the product has at hand
   * while it multiplies by them. On a portable backend these have the bits of {@link SumOrder};
   * elsewhere they may be added as the product's terms are.
   *
   * @param bias a vector of n elements added to every row of every product, or null
   * @param other a tensor that lies in its view as the result does in its; null where the
   *     {@linkplain Epilogue#takesOther epilogue takes none}
   * @param columnSums n elements, of a single product; or null
   */
  Call matmul(Matmul spec, View a, View b, View bias, View other, View out, View columnSums);

  /** A product without sums of columns. */
  default Call matmul(Matmul spec, View a, View b, View bias, View other, View out) {
    return matmul(spec, a, b, bias, other, out, null);
  }

  /** A product whose epilogue takes no other tensor. */
  default Call matmul(Matmul spec, View a, View b, View bias, View out) {
    return matmul(spec, a, b, bias, null, out);
  }
}
