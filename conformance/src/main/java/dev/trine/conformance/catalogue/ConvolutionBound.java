package dev.trine.conformance.catalogue;

import dev.trine.reference.ConvolutionTerms;

/**
 * The bound of a product of a convolution: roundoffs of the same sums of absolute values, of whose
 * terms each may be flushed to 0 where it is subnormal.
 *
 * @param product which of the tensors is computed
 */
record ConvolutionBound(ConvolutionTerms sums, ConvolutionProduct product) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] images = run.before("images");
    double[] filters = run.before("filters");
    double[] results = run.before("results");
    int elements = run.after(tensor).length;
    int[] terms = new int[elements];
    double[] bounds = new double[elements];
    sums.forEach(
        (i, f, r) -> {
          int at =
              switch (product) {
                case RESULTS -> r;
                case IMAGES -> i;
                case FILTERS -> f;
              };
          double magnitude =
              switch (product) {
                case RESULTS -> images[i] * filters[f];
                case IMAGES -> results[r] * filters[f];
                case FILTERS -> images[i] * results[r];
              };
          terms[at]++;
          bounds[at] += Math.abs(magnitude);
        });
    for (int e = 0; e < elements; e++) {
      double underflow = terms[e] * Float.MIN_NORMAL;
      bounds[e] = Rounding.bound(Rounding.ofSum(terms[e]), bounds[e]) + underflow;
    }
    return bounds;
  }
}
