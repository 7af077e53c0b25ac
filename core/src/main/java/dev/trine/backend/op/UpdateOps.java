package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;

/**
 * The end of a training step. Every op here leaves its targets untouched while {@link
 * StepState#HEALTHY} is 0, so that a step with an infinite loss changes nothing and can be rerun.
 *
 * <p>No update makes a number infinite or NaN. A parameter for which it would, or a moment of which
 * it would, keeps its value with all its moments, and {@code stepState[OVERFLOWED]} becomes 1; the
 * others are updated. How parameters are updated is a formula; the optimizers of {@code
 * dev.trine.train} have theirs.
 */
public interface UpdateOps {
  /**
   * A {@linkplain ElementwiseOps#map mapping} that changes state. Where a result of an element is
   * not finite, all outputs keep what they hold there.
   *
   * @param spec stores F32 only
   * @param inputs as {@link Mapping#inputs}; parts of the step state may be among them
   * @param outputs as {@link Mapping#results}
   */
  Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState);

  /**
   * Ends the step: {@code totals += values} and {@code stepState[STEP] += 1}; but if {@code
   * stepState[OVERFLOWED]} is not 0, only {@code stepState[HEALTHY] = 0}.
   *
   * @param values F32, few elements: this step's metrics
   * @param totals as {@code values}
   */
  Call commit(View values, View totals, View stepState);
}
