package dev.trine.backend;

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
