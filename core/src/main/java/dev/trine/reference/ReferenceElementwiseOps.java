package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ElementwiseOps;
import dev.trine.backend.op.Mapping;
import java.util.List;
import java.util.stream.Stream;

/** Mappings, one index after the other. */
final class ReferenceElementwiseOps implements ElementwiseOps {
  private final ReferenceQueue queue;

  ReferenceElementwiseOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call map(Mapping spec, List<View> inputs, List<View> outputs) {
    Contract.map(spec, inputs, outputs);
    return queue.bind(
        () -> ReferenceMapping.run(spec, inputs, outputs),
        Stream.concat(inputs.stream(), outputs.stream()).toArray(View[]::new));
  }
}
