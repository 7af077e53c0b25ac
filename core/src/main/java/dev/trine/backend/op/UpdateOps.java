package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/**
 * The end of a training step. Every op here leaves its targets untouched while {@link
 * StepState#HEALTHY} is 0, so that a step with an infinite loss changes nothing and can be rerun.
 *
 * <p>No update makes a number infinite or NaN. A parameter for which it would, or a moment of which
 * it would, keeps its value with all its moments, and {@code stepState[OVERFLOWED]} becomes 1; the
 * others are updated.
 */
public interface UpdateOps {
  /**
   * One update of all parameters.
   *
   * @param velocity as {@code parameters}; null where the momentum is 0
   * @param rate the learning rate, F32, one element
   */
  Call sgd(Sgd spec, View parameters, View gradients, View velocity, View rate, View stepState);

  /**
   * One update of all parameters; t is {@code stepState[STEP] + 1}.
   *
   * @param firstMoment as {@code parameters}
   * @param secondMoment as {@code parameters}
   * @param rate the learning rate, F32, one element
   */
  Call adam(
      Adam spec,
      View parameters,
      View gradients,
      View firstMoment,
      View secondMoment,
      View rate,
      View stepState);

  /**
   * Ends the step: {@code totals += values} and {@code stepState[STEP] += 1}; but if {@code
   * stepState[OVERFLOWED]} is not 0, only {@code stepState[HEALTHY] = 0}.
   *
   * @param values F32, few elements: this step's metrics
   * @param totals as {@code values}
   */
  Call commit(View values, View totals, View stepState);
}
