package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;

/** Sums, and all else that needs every element of a row. */
public interface ReductionOps {
  /**
   * Folds along one axis, and what is computed from them. An output may be the same view as an
   * input that is walked alike, and must not overlap one otherwise. For a result of rows that is an
   * input that a row has one element of, and that only results of rows load.
   *
   * @param inputs as {@link Rows#inputs}
   * @param outputs as {@link Rows#results}
   */
  Call rows(Rows spec, List<View> inputs, List<View> outputs);
}
