package dev.trine.conformance.catalogue;

import java.util.Arrays;

/** How far each element of a result may be from the reference's. */
@FunctionalInterface
public interface Bound {
  /**
   * One absolute bound an element. It need not mean anything where the reference has no finite
   * value.
   *
   * @param tensor the name of the result
   */
  double[] of(String tensor, ReferenceRun run);

  /** Not at all, to the last bit. */
  static Bound exact() {
    return (tensor, run) -> new double[run.after(tensor).length];
  }

  /** So many units of roundoff of the value itself. */
  static Bound relative(double roundoffs) {
    return (tensor, run) ->
        Arrays.stream(run.after(tensor)).map(x -> Rounding.bound(roundoffs, x)).toArray();
  }
}
