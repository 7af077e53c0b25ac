package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Moving data about. */
public interface DataOps {
  /** Sets every element of {@code out}; for I32 {@code value} is a whole number. */
  Call fill(double value, View out);

  /** {@code out = in}, of equal type and element count; shapes may differ. */
  Call copy(View in, View out);
}
