package dev.trine.conformance.catalogue;

/**
 * The bound of a softmax over rows: the exponential's, whose argument {@code x − max} has been
 * rounded, and that of the sum it is divided by.
 *
 * @param scores the name of what it is computed from
 */
record SoftmaxBound(String scores, int classes) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] before = run.before(scores);
    double[] probabilities = run.after(tensor);
    double[] bounds = new double[probabilities.length];
    for (int i = 0; i < bounds.length; i++) {
      double max = max(before, i / classes, classes);
      bounds[i] = Rounding.bound(roundoffs(classes, max - before[i]), probabilities[i]);
    }
    return bounds;
  }

  /**
   * Relative error of one probability.
   *
   * @param distance of its score from the row's largest
   */
  static double roundoffs(int classes, double distance) {
    double ofArgument = Double.isInfinite(distance) ? 0 : distance;
    return Rounding.FUNCTION * (1 + ofArgument) + Rounding.ofSum(classes);
  }

  static double max(double[] scores, int row, int classes) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, scores[row * classes + c]);
    }
    return max;
  }
}
