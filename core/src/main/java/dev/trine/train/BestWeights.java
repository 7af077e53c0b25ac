package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.nn.Model;
import dev.trine.tensor.TensorType;

/**
 * A copy, on the device, of the weights after the epoch with the lowest monitored loss. It takes
 * memory from when there is one.
 */
final class BestWeights implements AutoCloseable {
  private final Model model;
  private final Resources resources = new Resources();
  private View copy;
  private double lowest = Double.POSITIVE_INFINITY;

  BestWeights(Model model) {
    this.model = model;
  }

  void offer(EpochReport report) {
    if (report.monitoredLoss() < lowest) {
      lowest = report.monitoredLoss();
      copy(model.parameters(), weights());
    }
  }

  /** Sets the model's weights to the best, if there are any. */
  void restore() {
    if (isKept()) {
      copy(copy, model.parameters());
    }
  }

  boolean isKept() {
    return lowest < Double.POSITIVE_INFINITY;
  }

  double lowest() {
    return lowest;
  }

  /** Says that {@link #weights} had this loss; infinity for none. */
  void lowest(double loss) {
    lowest = loss;
  }

  /** The copy, whose content is undefined before the first. */
  View weights() {
    if (copy == null) {
      Backend backend = model.backend();
      TensorType type = TensorType.f32(model.parameters().shape());
      copy = resources.allocate(backend, type, "best weights");
    }
    return copy;
  }

  private void copy(View from, View to) {
    try (Call call = model.backend().copy(from, to)) {
      call.enqueue();
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
