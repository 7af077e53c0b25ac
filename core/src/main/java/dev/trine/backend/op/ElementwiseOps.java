package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;

/** Ops that treat every element alike. */
public interface ElementwiseOps {
  /**
   * A chain in one pass: for each element {@code acc = in}, then {@code acc = op(acc, operand)} for
   * each stage, then {@code out = acc}. All views are F32.
   *
   * <p>{@code out} may be the same view as {@code in}, and as an operand that is neither repeated
   * nor cycled.
   *
   * @param stages at most {@link Stage#MAX_STAGES}; none copies
   * @param operands one view for each stage that {@linkplain Stage#takesTensor() takes one}, in
   *     their order
   */
  Call chain(List<Stage> stages, View in, List<View> operands, View out);

  /**
   * A pass over a grid of elements that computes each result from the elements that the inputs have
   * at the same index. An output may be the same view as an input that is walked alike, and must
   * not overlap one otherwise.
   *
   * @param inputs as {@link Mapping#inputs}
   * @param outputs as {@link Mapping#results}
   */
  default Call map(Mapping spec, List<View> inputs, List<View> outputs) {
    throw new UnsupportedOperationException("map");
  }
}
