package dev.trine.conformance.catalogue;

/** The bounds of softmax cross-entropy, from those of the softmax in it. */
final class CrossEntropyBound {
  private CrossEntropyBound() {}

  /** Of {@code scale·((max − logit of the label) + ln Σ e^(logit − max))}, all of one sign. */
  static Bound ofLosses(int classes, double scale) {
    return (tensor, run) -> {
      double[] losses = run.after(tensor);
      double[] bounds = new double[losses.length];
      for (int r = 0; r < bounds.length; r++) {
        // The logarithm turns the sum's relative error into an absolute one.
        bounds[r] =
            Rounding.bound(Rounding.FUNCTION, losses[r])
                + Rounding.bound(SoftmaxBound.roundoffs(classes, 0), scale);
      }
      return bounds;
    };
  }

  /** Of {@code scale·(probability − [class = label])}. */
  static Bound ofGradient(int classes, double scale) {
    return (tensor, run) -> {
      double[] logits = run.before("logits");
      double[] labels = run.before("labels");
      double[] gradient = run.after(tensor);
      double[] bounds = new double[gradient.length];
      for (int i = 0; i < bounds.length; i++) {
        int row = i / classes;
        double target = i % classes == labels[row] ? 1 : 0;
        double probability = gradient[i] / scale + target;
        double distance = SoftmaxBound.max(logits, row, classes) - logits[i];
        bounds[i] =
            Rounding.bound(SoftmaxBound.roundoffs(classes, distance), scale * probability)
                + Rounding.bound(Rounding.ARITHMETIC, scale * target);
      }
      return bounds;
    };
  }
}
