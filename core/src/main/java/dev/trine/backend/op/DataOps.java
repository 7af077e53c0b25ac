package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Moving data about. */
public interface DataOps {
  /** Sets every element of {@code out}, of any type, to what that makes of {@code value}. */
  Call fill(double value, View out);

  /**
   * {@code out = in}, of any type, equal for both, and of equal element count; shapes may differ.
   */
  Call copy(View in, View out);
}
