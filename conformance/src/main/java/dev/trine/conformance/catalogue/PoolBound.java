package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Window;
import java.util.Arrays;

/**
 * The bound of sums of at most as many terms as a window takes, each rounded once more: roundoffs
 * of the largest term there is.
 *
 * @param in the name of what is summed
 */
record PoolBound(Window window, String in) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double largest =
        Arrays.stream(run.before(in)).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    int terms = window.elements();
    double bound =
        Rounding.bound(Rounding.ofSum(terms) + 1, terms * largest) + terms * Float.MIN_NORMAL;
    double[] bounds = new double[run.after(tensor).length];
    Arrays.fill(bounds, bound);
    return bounds;
  }
}
