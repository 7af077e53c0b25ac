package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.nn.Model;
import dev.trine.tensor.TensorType;

/** A copy, on the device, of the weights after the epoch with the lowest monitored loss. */
final class BestWeights implements AutoCloseable {
  private final Resources resources = new Resources();
  private final Call keep;
  private final Call restore;
  private double lowest = Double.POSITIVE_INFINITY;

  BestWeights(Model model) {
    Backend backend = model.backend();
    View weights = model.parameters();
    try {
      View copy = resources.allocate(backend, TensorType.f32(weights.shape()), "best weights");
      keep = resources.add(backend.copy(weights, copy));
      restore = resources.add(backend.copy(copy, weights));
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  void offer(EpochReport report) {
    if (report.monitoredLoss() < lowest) {
      lowest = report.monitoredLoss();
      keep.enqueue();
    }
  }

  void restore() {
    if (lowest < Double.POSITIVE_INFINITY) {
      restore.enqueue();
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
