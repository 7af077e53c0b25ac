package dev.trine.train;

import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.nn.Model;
import dev.trine.tensor.DType;

/** A copy, on the device, of the weights after the epoch with the lowest monitored loss. */
final class BestWeights implements AutoCloseable {
  private final Buffer copy;
  private final Call keep;
  private final Call restore;
  private double lowest = Double.POSITIVE_INFINITY;

  BestWeights(Model model) {
    copy = model.backend().allocate(DType.F32, model.parameters().elements(), "best weights");
    keep = model.backend().copy(model.parameters(), copy.view());
    restore = model.backend().copy(copy.view(), model.parameters());
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
    keep.close();
    restore.close();
    copy.close();
  }
}
