package dev.trine.conformance.reference;

import dev.trine.backend.Call;
import dev.trine.backend.Contract;
import dev.trine.backend.Dropout;
import dev.trine.backend.Philox;
import dev.trine.backend.RandomOps;
import dev.trine.backend.StepState;
import dev.trine.backend.View;

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
