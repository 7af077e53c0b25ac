package dev.trine.conformance.catalogue;

/**
 * The bound of sums of updates: roundoffs of the same sums of absolute values, of whose terms each
 * may be flushed to 0 where it is subnormal.
 *
 * @param width of a row
 */
record ScatterBound(int width) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] indices = run.before("indices");
    double[] updates = run.before("updates");
    int elements = run.after(tensor).length;
    int[] terms = new int[elements];
    double[] bounds = new double[elements];
    for (int i = 0; i < indices.length; i++) {
      for (int column = 0; column < width; column++) {
        double at = indices[i] * width + column;
        if (at >= 0 && at < elements) {
          terms[(int) at]++;
          bounds[(int) at] += Math.abs(updates[i * width + column]);
        }
      }
    }
    for (int e = 0; e < elements; e++) {
      double underflow = terms[e] * Float.MIN_NORMAL;
      bounds[e] = Rounding.bound(Rounding.ofSum(terms[e]), bounds[e]) + underflow;
    }
    return bounds;
  }
}
