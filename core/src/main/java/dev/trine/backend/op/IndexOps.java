package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;

/**
 * Rows of a tensor by their numbers. Indices are I32, [count], in whatever order and as often as
 * they come; one that names no row, below 0 or not below the number of rows, is no error of the
 * call, since only the device knows them.
 */
public interface IndexOps {
  /**
   * {@code out[i] = table[indices[i]]}, to the bit. An index that names no row gives NaN where the
   * table is of {@link DType#F32} or {@link DType#BF16}, so that a training step notices, and 0
   * where it is of {@link DType#I32} or {@link DType#U8}.
   *
   * @param table of any type, [rows, width]
   * @param out as the table's type, [count, width]
   */
  Call gather(View table, View indices, View out);

  /**
   * {@code out[r] = Σ updates[i]} over all i with {@code indices[i] = r}, 0 where there are none:
   * what the gradient of {@link #gather} comes to. The sums have the bits of {@link ScatterOrder}.
   * An update whose index names no row is left out, whatever its value.
   *
   * @param updates F32, [count, width]
   * @param out F32, [rows, width]; all of it is written
   */
  Call scatterAdd(View indices, View updates, View out);
}
