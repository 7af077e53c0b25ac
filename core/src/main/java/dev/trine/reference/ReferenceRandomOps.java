package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Philox;
import dev.trine.backend.op.RandomOps;
import dev.trine.backend.op.StepState;

/** Random bits and dropout, from {@link Philox} for each element. */
final class ReferenceRandomOps implements RandomOps {
  private final ReferenceQueue queue;

  ReferenceRandomOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call randomBits(long seed, int stream, View stepState, View out) {
    Contract.randomBits(stepState, out);
    return queue.bind(
        () -> {
          int step = Ints.of(stepState).get(StepState.STEP);
          Ints.of(out).setAll(i -> Philox.bits(i, step, stream, seed));
        },
        stepState,
        out);
  }

  @Override
  public Call dropout(Dropout spec, View stepState, View in, View out) {
    Contract.dropout(stepState, in, out);
    long threshold = Philox.threshold(spec.rate());
    return queue.bind(
        () -> {
          int step = Ints.of(stepState).get(StepState.STEP);
          Floats from = Floats.of(in);
          Floats.of(out)
              .setAll(
                  i -> {
                    int bits = Philox.bits(i, step, spec.stream(), spec.seed());
                    boolean dropped = Integer.toUnsignedLong(bits) < threshold;
                    return dropped ? 0 : from.get(i) * spec.keptScale();
                  });
        },
        stepState,
        in,
        out);
  }
}
