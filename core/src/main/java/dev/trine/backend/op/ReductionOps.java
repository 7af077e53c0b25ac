package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;

/** Sums. */
public interface ReductionOps {
  /**
   * {@code out[o, i] = scale · Σ_l f(in[o, l, i])}; an empty sum is 0.
   *
   * @param in outer·length·inner elements
   * @param out outer·inner elements
   */
  Call reduce(Reduction spec, View in, View out);

  /**
   * Folds along one axis, and what is computed from them. An output may be the same view as an
   * input that is walked alike, and must not overlap one otherwise.
   *
   * @param inputs as {@link Rows#inputs}
   * @param outputs as {@link Rows#results}
   */
  Call rows(Rows spec, List<View> inputs, List<View> outputs);
}
