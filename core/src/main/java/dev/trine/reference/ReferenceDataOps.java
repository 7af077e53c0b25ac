package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.DataOps;

/** Fill and copy, element by element. */
final class ReferenceDataOps implements DataOps {
  private final ReferenceQueue queue;

  ReferenceDataOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call fill(double value, View out) {
    Contract.fill(value, out);
    return queue.bind(() -> Elements.of(out).fill(value), out);
  }

  @Override
  public Call copy(View in, View out) {
    Contract.copy(in, out);
    return queue.bind(() -> Elements.of(in).copyTo(Elements.of(out)), in, out);
  }
}
