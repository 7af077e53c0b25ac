package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Reduction;

/**
 * The bound of a sum: roundoffs of the same sum of absolute values, of whose terms each may be
 * flushed to 0 where it is subnormal.
 *
 * @param in the name of what is summed
 */
record ReduceBound(Reduction spec, String in) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] terms = run.before(in);
    double[] bounds = new double[run.after(tensor).length];
    int length = (int) spec.length();
    int inner = (int) spec.inner();
    double scale = Math.abs(spec.scale());
    double roundoffs = Rounding.ofSum(length);
    for (int out = 0; out < bounds.length; out++) {
      double magnitude = 0;
      for (int l = 0; l < length; l++) {
        double x = terms[(out / inner * length + l) * inner + out % inner];
        magnitude += spec.kind() == Reduction.Kind.SUM ? Math.abs(x) : x * x;
      }
      bounds[out] =
          Rounding.bound(roundoffs, scale * magnitude) + length * scale * Float.MIN_NORMAL;
    }
    return bounds;
  }
}
