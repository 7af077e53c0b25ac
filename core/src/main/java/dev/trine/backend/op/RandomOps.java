package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/**
 * Random numbers, equal on every backend ({@link Philox}). The step is read on the device from a
 * {@link StepState}, so that a recorded call draws anew in each step, and one step draws the same
 * in its forward and its backward pass.
 */
public interface RandomOps {
  /** {@code out[i] = }{@link Philox#bits}{@code (i, step, stream, seed)}; {@code out} is I32. */
  Call randomBits(long seed, int stream, View stepState, View out);

  /**
   * {@code out[i] = 0} where the unsigned bits of element i are below {@link
   * Philox#threshold}{@code (rate)}, else {@code in[i] / (1 − rate)}. Its gradient is the same op
   * applied to the gradient. In place allowed.
   */
  Call dropout(Dropout spec, View stepState, View in, View out);
}
