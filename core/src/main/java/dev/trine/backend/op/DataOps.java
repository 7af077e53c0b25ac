package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.tensor.DType;

/** Moving data about, of any element type. */
public interface DataOps {
  /** Sets every element of {@code out} to what {@link DType#encode} makes of {@code value}. */
  Call fill(double value, View out);

  /** {@code out = in}, of equal type and element count; shapes may differ. */
  Call copy(View in, View out);
}
