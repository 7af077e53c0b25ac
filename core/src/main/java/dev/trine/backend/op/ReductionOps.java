package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Sums. */
public interface ReductionOps {
  /**
   * {@code out[o, i] = scale · Σ_l f(in[o, l, i])}; an empty sum is 0.
   *
   * @param in outer·length·inner elements
   * @param out outer·inner elements
   */
  Call reduce(Reduction spec, View in, View out);
}
