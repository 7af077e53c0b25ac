package dev.trine.train;

import dev.trine.nn.Loss;
import dev.trine.nn.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * How the {@linkplain TrainStep#flatGradients flat gradients} of replicas, in host memory, become
 * those of one step. Each replica {@linkplain #weigh weighs} its own; they are {@linkplain #sum
 * added up}; and the sum is {@linkplain #finish finished}. Gradients and what the loss measures are
 * sums of what the replicas have. State that is not trained is the mean of what it becomes in each,
 * by the weight of its examples; a replica whose examples weigh nothing is left out, unless none
 * weighs anything: then it is that of the first.
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

  /** Makes the state of one replica count by the weight of its examples. */
  public void weigh(float[] flat) {
    if (flat[weight] != 0) {
      for (int i = state; i < stateEnd; i++) {
        flat[i] *= flat[weight];
      }
    }
  }

  /**
   * Adds up what replicas have, each of which is weighed.
   *
   * @param flats in the order of the replicas; the first gets the sum, the others are overwritten
   */
  public void sum(float[][] flats) {
    inPairs(
        Arrays.asList(flats),
        (to, from) -> {
          add(to, from);
          return to;
        });
  }

  /**
   * Combines parts in that order.
   *
   * @param parts at least one
   * @param add what two neighbours come to
   */
  public static <T> T inPairs(List<T> parts, BinaryOperator<T> add) {
    List<T> level = new ArrayList<>(parts);
    while (level.size() > 1) {
      List<T> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        boolean isAlone = i + 1 == level.size();
        next.add(isAlone ? level.get(i) : add.apply(level.get(i), level.get(i + 1)));
      }
      level = next;
    }
    return level.get(0);
  }

  /** Adds one weighed array, or sum of such, to another. */
  public void add(float[] to, float[] from) {
    if (to.length != from.length) {
      throw new IllegalArgumentException(
          "Cannot add %s numbers to %s: flat gradients are of one network and loss"
              .formatted(from.length, to.length));
    }
    boolean isFirstState = to[weight] == 0 && from[weight] != 0;
    addRange(to, from, 0, state);
    if (isFirstState) {
      System.arraycopy(from, state, to, state, stateEnd - state);
    } else if (from[weight] != 0) {
      addRange(to, from, state, stateEnd);
    }
    addRange(to, from, stateEnd, to.length);
  }

  private static void addRange(float[] to, float[] from, int begin, int end) {
    for (int i = begin; i < end; i++) {
      to[i] += from[i];
    }
  }

  /** Makes a mean of the sum of weighed state. */
  public void finish(float[] sum) {
    if (sum[weight] != 0) {
      for (int i = state; i < stateEnd; i++) {
        sum[i] /= sum[weight];
      }
    }
  }
}
