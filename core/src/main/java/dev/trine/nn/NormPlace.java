package dev.trine.nn;

/** Where the normalisation of a transformer's block is. */
public enum NormPlace {
  /**
   * {@code x + f(norm(x))}, which trains without warming up (Xiong et al. 2020). What the last
   * block gives is not normalised; put {@link LayerNorm} behind it.
   */
  BEFORE,
  /** {@code norm(x + f(x))} (Vaswani et al. 2017, section 3.1). */
  AFTER
}
