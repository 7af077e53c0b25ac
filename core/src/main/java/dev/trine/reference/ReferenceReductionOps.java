package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ReductionOps;
import dev.trine.backend.op.Rows;
import java.util.List;
import java.util.stream.Stream;

/** {@link ReductionOps} by the definition. */
final class ReferenceReductionOps implements ReductionOps {
  private final ReferenceQueue queue;

  ReferenceReductionOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call rows(Rows spec, List<View> inputs, List<View> outputs) {
    Contract.rows(spec, inputs, outputs);
    return queue.bind(
        () -> ReferenceRows.run(spec, inputs, outputs),
        Stream.concat(inputs.stream(), outputs.stream()).toArray(View[]::new));
  }
}
