package dev.trine.train;

import dev.trine.nn.Loss;
import dev.trine.nn.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How the {@linkplain TrainStep#flatGradients flat gradients} of replicas, in host memory, become
 * those of one step. Each replica {@linkplain #weigh weighs} its own; they are {@linkplain #sum
 * added up}; and the sum is {@linkplain #finish finished}. Gradients and what the loss measures are
 * sums of what the replicas have. State that is not trained is the mean of what it becomes in each,
 * by the weight of its examples; a replica whose examples weigh nothing is left out, and where none
 * weighs anything it stays as it was.
 *
 * <p>The sum is in adjacent pairs of replicas, level by level, one without a partner going up as it
 * is: the order in which {@link dev.trine.backend.op.SumOrder} adds its blocks.
 *
 * <p>Of a single replica, weighing and finishing may change state in its last bit.
 */
public final class GradientSum {
  private final int state;
  private final int stateEnd;
  private final int weight;

  /**
   * Of replicas of a model.
   *
   * @param layout of its parameters
   */
  public GradientSum(ParameterLayout layout) {
    state = Math.toIntExact(layout.trained());
    stateEnd = Math.toIntExact(layout.changing());
    weight = Math.toIntExact(StepGraphs.measuresBegin(layout)) + Loss.WEIGHT;
  }

  /** Makes the state of one replica count by the weight of its examples, whatever it became. */
  public void weigh(float[] flat) {
    for (int i = state; i < stateEnd; i++) {
      flat[i] = flat[weight] == 0 ? 0 : flat[i] * flat[weight];
    }
  }

  /**
   * Adds up what replicas have, each of which is weighed.
   *
   * @param flats in the order of the replicas, at least one, or the same slice of each; they are
   *     overwritten
   */
  public static float[] sum(List<float[]> flats) {
    List<float[]> level = flats;
    while (level.size() > 1) {
      List<float[]> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        boolean isAlone = i + 1 == level.size();
        next.add(isAlone ? level.get(i) : add(level.get(i), level.get(i + 1)));
      }
      level = next;
    }
    return level.get(0);
  }

  private static float[] add(float[] to, float[] from) {
    if (to.length != from.length) {
      throw new IllegalArgumentException(
          "Cannot add %s numbers to %s: flat gradients are of one network and loss"
              .formatted(from.length, to.length));
    }
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
    return to;
  }

  /**
   * Makes a mean of the sum of weighed state.
   *
   * @param present the parameters of the model, which are asked for where no example weighs
   *     anything
   */
  public void finish(float[] sum, Supplier<float[]> present) {
    if (sum[weight] == 0) {
      System.arraycopy(present.get(), state, sum, state, stateEnd - state);
      return;
    }
    for (int i = state; i < stateEnd; i++) {
      sum[i] /= sum[weight];
    }
  }
}
