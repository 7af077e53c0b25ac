package dev.trine.conformance.catalogue;

import dev.trine.backend.Reduction;
import dev.trine.conformance.reference.Floats;
import dev.trine.conformance.reference.ReferenceReductionOps;
import java.util.Arrays;

/** The bound of a sum: roundoffs of the same sum of absolute values. */
record ReduceBound(Reduction spec) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] magnitudes = new double[run.after(tensor).length];
    ReferenceReductionOps.sum(
        spec,
        Floats.of(Arrays.stream(run.before("in")).map(Math::abs).toArray()),
        Floats.of(magnitudes));
    double roundoffs = Rounding.ofSum(spec.length());
    return Arrays.stream(magnitudes).map(x -> Rounding.bound(roundoffs, x)).toArray();
  }
}
