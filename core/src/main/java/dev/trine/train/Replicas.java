package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.nn.ParameterLayout;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Replicas of a model, each on a part of a batch, that step as one: their flat gradients, which end
 * with what the loss measures, are added up, and every replica makes the same update from the sum.
 * So all decide alike whether the step counts, and weights that were equal stay equal to the last
 * bit. They may be on one device or on several, of whatever kind.
 *
 * <p>The sum is in an order of its own, whatever the devices: in adjacent pairs of replicas, level
 * by level, one without a partner going up as it is. It is taken in blocks of {@value #BLOCK}
 * numbers. State that is not trained becomes the mean of what it becomes in each replica.
 */
public final class Replicas implements AutoCloseable {
  private static final int BLOCK = 1 << 16;

  private final List<TrainStep> steps;
  private final Resources resources = new Resources();
  private final List<HostBuffer> hosts = new ArrayList<>();
  private final int elements;

  /**
   * Replicas that begin alike.
   *
   * @param steps one a replica, of models of one network and from equal weights; they stay open
   */
  public Replicas(List<TrainStep> steps) {
    this.steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("There are no replicas: give one step for each");
    }
    for (TrainStep step : steps) {
      requireAlike(layout(steps.get(0)), layout(step));
      requireAlike(steps.get(0).objective().measures(), step.objective().measures());
    }
    elements = Math.toIntExact(steps.get(0).flatGradients().elements());
    try {
      for (TrainStep step : steps) {
        Backend backend = step.state().model().backend();
        hosts.add(resources.add(backend.allocateHost(DType.F32, elements)));
      }
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private static List<String> layout(TrainStep step) {
    return step.state().model().layout().description();
  }

  private static void requireAlike(List<String> first, List<String> other) {
    if (!first.equals(other)) {
      throw new IllegalArgumentException(
          "Replicas are of different networks or losses: one has %s, another %s"
              .formatted(first, other));
    }
  }

  /**
   * One step.
   *
   * @param parts of the batch, one for each replica
   */
  public void run(List<Batch> parts) {
    if (parts.size() != steps.size()) {
      throw new IllegalArgumentException(
          "%s parts of a batch for %s replicas".formatted(parts.size(), steps.size()));
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).gradients(parts.get(i));
    }
    for (int i = 0; i < steps.size(); i++) {
      backend(i).download(flat(i), hosts.get(i)).await();
    }
    sum();
    for (int i = 0; i < steps.size(); i++) {
      backend(i).upload(hosts.get(i), flat(i)).await();
      steps.get(i).update();
    }
  }

  private Backend backend(int replica) {
    return steps.get(replica).state().model().backend();
  }

  private View flat(int replica) {
    return steps.get(replica).flatGradients();
  }

  /** Leaves in each what all come to. */
  private void sum() {
    float[][] values = new float[hosts.size()][Math.min(BLOCK, elements)];
    ParameterLayout layout = steps.get(0).state().model().layout();
    for (int from = 0; from < elements; from += BLOCK) {
      int count = Math.min(BLOCK, elements - from);
      for (int i = 0; i < values.length; i++) {
        hosts.get(i).get(from, values[i], 0, count);
      }
      sum(values, count);
      int end = (int) Math.min(from + count, layout.changing());
      for (int i = (int) Math.max(from, layout.trained()); i < end; i++) {
        values[0][i - from] /= hosts.size();
      }
      for (HostBuffer one : hosts) {
        one.put(from, values[0], 0, count);
      }
    }
  }

  /**
   * Adds up the first numbers of some arrays, in the order that is said above.
   *
   * @param values the first gets the sums, the others are overwritten
   */
  public static void sum(float[][] values, int count) {
    for (int span = 1; span < values.length; span *= 2) {
      for (int i = 0; i + span < values.length; i += 2 * span) {
        float[] to = values[i];
        float[] from = values[i + span];
        for (int j = 0; j < count; j++) {
          to[j] += from[j];
        }
      }
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
