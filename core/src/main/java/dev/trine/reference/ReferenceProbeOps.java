package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ProbeOps;

/** Products and sums, one after the other. */
final class ReferenceProbeOps implements ProbeOps {
  private final ReferenceQueue queue;

  ReferenceProbeOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call multiplyAdd(int rounds, View in, View out) {
    Contract.multiplyAdd(rounds, in, out);
    return queue.bind(
        () -> {
          Floats x = Floats.of(in);
          Floats.of(out).setAll(i -> iterated(x.get(i), (long) rounds * STEPS));
        },
        in,
        out);
  }

  private static double iterated(double start, long steps) {
    double x = start;
    for (long step = 0; step < steps; step++) {
      x = FACTOR * x + ADDEND;
    }
    return x;
  }
}
