package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;

/** Ops that treat every element alike. */
public interface ElementwiseOps {

  /**
   * A pass over a grid of elements that computes each result from the elements that the inputs have
   * at the same index. An output may be the same view as an input that is walked alike, and must
   * not overlap one otherwise.
   *
   * @param inputs as {@link Mapping#inputs}
   * @param outputs as {@link Mapping#results}
   */
  Call map(Mapping spec, List<View> inputs, List<View> outputs);
}
