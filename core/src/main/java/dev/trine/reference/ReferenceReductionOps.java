package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.ReductionOps;
import dev.trine.backend.op.Rows;
import java.util.List;
import java.util.stream.Stream;

/** Sums by the definition. */
public final class ReferenceReductionOps implements ReductionOps {
  private final ReferenceQueue queue;

  ReferenceReductionOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call reduce(Reduction spec, View in, View out) {
    Contract.reduce(spec, in, out);
    return queue.bind(() -> sum(spec, Floats.of(in), Floats.of(out)), in, out);
  }

  @Override
  public Call rows(Rows spec, List<View> inputs, List<View> outputs) {
    Contract.rows(spec, inputs, outputs);
    return queue.bind(
        () -> ReferenceRows.run(spec, inputs, outputs),
        Stream.concat(inputs.stream(), outputs.stream()).toArray(View[]::new));
  }

  /** {@code out[o, i] = scale · Σ_l f(in[o, l, i])}. */
  public static void sum(Reduction spec, Floats in, Floats out) {
    int length = Math.toIntExact(spec.length());
    int inner = Math.toIntExact(spec.inner());
    for (int o = 0; o < spec.outer(); o++) {
      for (int i = 0; i < inner; i++) {
        double sum = 0;
        for (int l = 0; l < length; l++) {
          double x = in.get((o * length + l) * inner + i);
          sum +=
              switch (spec.kind()) {
                case SUM -> x;
                case SUM_OF_SQUARES -> x * x;
              };
        }
        out.set(o * inner + i, spec.scale() * sum);
      }
    }
  }
}
