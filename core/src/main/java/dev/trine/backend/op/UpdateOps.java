package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;

/**
 * The end of a training step: {@link #commit} and then the updates. Every op here leaves its
 * targets untouched while {@link StepState#HEALTHY} is 0, so that a step with an infinite loss
 * changes nothing and can be rerun.
 *
 * <p>No update makes a number infinite or NaN. A parameter for which it would, or a moment of which
 * it would, keeps its value with all its moments, and {@code stepState[OVERFLOWED]} becomes 1; the
 * others are updated. How parameters are updated is a formula; the optimizers of {@code
 * dev.trine.train} have theirs.
 */
public interface UpdateOps {
  /** Measures that a step may have. */
  int MOST_MEASURES = 64;

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
   * Decides, before the updates, whether the step counts: if all steps before it were healthy, no
   * update overflowed, and the sum of the squares of all gradients and every sum of a measure over
   * the examples are finite. Then {@code totals += sums} and {@code stepState[STEP] += 1}; else
   * {@code stepState[HEALTHY] = 0}. Sums are in the order of {@link SumOrder}.
   *
   * <p>Where {@code stepState[SKIPS]} is 1 only the sums decide, {@code stepState[HEALTHY]} becomes
   * 1 or 0, and {@code stepState[SKIPPED]} counts a step that is not finite and an update that
   * overflowed, whose mark is cleared.
   *
   * <p>A total is two numbers, itself and what it lost by rounding (Knuth 1997, section 4.2.2):
   * with {@code t = a + x} and {@code b = t − a}, {@code (a − (t − b)) + (x − b)} is added to the
   * second.
   *
   * @param gradients F32, of any shape
   * @param measures F32 [measures, examples], at most {@value #MOST_MEASURES} measures
   * @param sums F32 [measures], gets the sums, whatever they are; null for nowhere
   * @param squares F32 [1], gets the sum of the squares of all gradients, whatever it is
   * @param totals F32 [2, measures]
   */
  Call commit(View gradients, View measures, View sums, View squares, View totals, View stepState);
}
