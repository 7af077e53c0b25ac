package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Ops that only measure a device. */
public interface ProbeOps {
  /** The steps in a round of {@link #multiplyAdd}. */
  int STEPS = 32;

  /** What each step multiplies by; a power of two from 1, as is {@link #ADDEND} from 0. */
  double FACTOR = 1 - 1.0 / 1024;

  /** What each step adds, so that values near 1 stay there. */
  double ADDEND = 1.0 / 1024;

  /**
   * {@code rounds·}{@link #STEPS} times {@code x = }{@link #FACTOR}{@code ·x + }{@link #ADDEND} for
   * each element, from {@code in} to {@code out}: nearly nothing but fused products and sums, to
   * learn how many of them a device does. All views are F32; in place allowed.
   *
   * @param rounds at least 1
   */
  Call multiplyAdd(int rounds, View in, View out);
}
