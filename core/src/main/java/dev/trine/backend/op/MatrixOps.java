package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Matrix products. */
public interface MatrixOps {
  /**
   * {@code out = act(alpha·a·b + beta·out + bias)} for each product of the batch.
   *
   * @param bias a vector of n elements added to every row of every product, or null
   */
  Call matmul(Matmul spec, View a, View b, View bias, View out);
}
