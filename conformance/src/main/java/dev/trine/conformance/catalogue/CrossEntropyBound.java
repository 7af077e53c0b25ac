package dev.trine.conformance.catalogue;

/** The bounds of softmax cross-entropy, from those of the softmax in it. */
final class CrossEntropyBound {
  private CrossEntropyBound() {}

  /**
   * Of {@code (max − logit of the label) + ln Σ e^(logit − max)}, all of one sign; and behind the
   * losses of the weights and of whether the rows are correct, of which there is no doubt.
   */
  static Bound ofRows(int classes) {
    return (tensor, run) -> {
      double[] results = run.after(tensor);
      double[] bounds = new double[results.length];
      for (int r = 0; r < bounds.length / 3; r++) {
        // The logarithm turns the sum's relative error into an absolute one.
        bounds[r] =
            Rounding.bound(Rounding.FUNCTION, results[r])
                + Rounding.bound(SoftmaxBound.roundoffs(classes, 0), 1);
      }
      return bounds;
    };
  }

  /**
   * Of {@code probability − [class = label]}.
   *
   * @param logits the name of the scores
   * @param labels the name of the labels
   */
  static Bound ofGradient(String logits, String labels, int classes) {
    return (tensor, run) -> {
      double[] scores = run.before(logits);
      double[] wanted = run.before(labels);
      double[] gradient = run.after(tensor);
      double[] bounds = new double[gradient.length];
      for (int i = 0; i < bounds.length; i++) {
        int row = i / classes;
        double target = i % classes == wanted[row] ? 1 : 0;
        double probability = gradient[i] + target;
        double distance = SoftmaxBound.max(scores, row, classes) - scores[i];
        bounds[i] =
            Rounding.bound(SoftmaxBound.roundoffs(classes, distance), probability)
                + Rounding.bound(Rounding.ARITHMETIC, target);
      }
      return bounds;
    };
  }
}
