package dev.trine.train;

import dev.trine.backend.op.Checks;

/** The optimizers with their usual settings, for static import. */
public final class Optimizers {
  private Optimizers() {}

  /** Plain gradient descent. */
  public static GradientDescent sgd(double learningRate) {
    return new GradientDescent(learningRate, 0, false, 0);
  }

  /** Adam with the settings of Kingma and Ba (2015): β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  public static AdaptiveMoments adam(double learningRate) {
    return new AdaptiveMoments(learningRate, 0.9, 0.999, 1e-8, 0);
  }

  static void checkLearningRate(double value) {
    Checks.positive("learningRate", value);
  }
}
