package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Reduction;
import dev.trine.reference.Floats;
import dev.trine.reference.ReferenceReductionOps;
import java.util.Arrays;

/**
 * The bound of a sum: roundoffs of the same sum of absolute values, of whose terms each may be
 * flushed to 0 where it is subnormal.
 */
record ReduceBound(Reduction spec) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] magnitudes = new double[run.after(tensor).length];
    ReferenceReductionOps.sum(
        spec,
        Floats.of(Arrays.stream(run.before("in")).map(Math::abs).toArray()),
        Floats.of(magnitudes));
    double roundoffs = Rounding.ofSum(spec.length());
    double underflow = spec.length() * Math.abs(spec.scale()) * Float.MIN_NORMAL;
    return Arrays.stream(magnitudes).map(x -> Rounding.bound(roundoffs, x) + underflow).toArray();
  }
}
