package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Replicas of a model, each on a part of a batch, that step as one: their flat gradients, which end
 * with what the loss measures, are added up, and every replica makes the same update from the sum.
 * So all decide alike whether the step counts, and weights that were equal stay equal to the last
 * bit. They may be on one device or on several, of whatever kind.
 *
 * <p>The sum is in an order of its own, whatever the devices, and state that is not trained becomes
 * the mean of what it becomes in each replica, by the weight of its examples ({@link GradientSum}).
 *
 * <p>On {@linkplain dev.trine.backend.BackendOptions#portable portable} backends, replicas that
 * each have 2^j · 1024 examples, j the same for all, step to the bits to which one device steps
 * with all of them, if the layers of the network are dense, or convolve images, and none looks at
 * several examples or draws random numbers. Of recurrent networks this does not hold.
 */
public final class Replicas implements AutoCloseable {
  private final List<TrainStep> steps;
  private final Resources resources = new Resources();
  private final List<HostBuffer> hosts = new ArrayList<>();
  private final GradientSum sum;

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
    int elements = Math.toIntExact(steps.get(0).flatGradients().elements());
    sum = new GradientSum(steps.get(0).state().model().layout());
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
    if (steps.size() > 1) {
      exchange();
    }
    steps.forEach(TrainStep::update);
  }

  private void exchange() {
    for (int i = 0; i < steps.size(); i++) {
      backend(i).download(flat(i), hosts.get(i)).await();
    }
    sum();
    for (int i = 0; i < steps.size(); i++) {
      backend(i).upload(hosts.get(i), flat(i)).await();
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
    List<float[]> flats = new ArrayList<>();
    for (HostBuffer one : hosts) {
      float[] flat = new float[Math.toIntExact(flat(0).elements())];
      one.get(0, flat, 0, flat.length);
      sum.weigh(flat);
      flats.add(flat);
    }
    float[] all = GradientSum.sum(flats);
    sum.finish(all, () -> steps.get(0).state().model().readAll());
    for (HostBuffer one : hosts) {
      one.put(0, all, 0, all.length);
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
