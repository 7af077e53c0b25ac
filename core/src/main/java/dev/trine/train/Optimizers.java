package dev.trine.train;

import dev.trine.backend.op.Checks;

/** The optimizers with their usual settings, for static import. */
public final class Optimizers {
  private Optimizers() {}

  /** Plain gradient descent. */
  public static GradientDescent sgd(double learningRate) {
    return new GradientDescent(learningRate, 0, false);
  }

  /**
   * Adam with the settings of Kingma and Ba (2015): β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. With {@link
   * Optimizer#withWeightDecay} it is AdamW.
   */
  public static AdaptiveMoments adam(double learningRate) {
    return new AdaptiveMoments(learningRate, 0.9, 0.999, 1e-8);
  }

  /** Adagrad with ε = 10⁻¹⁰. */
  public static AdaptiveGradient adagrad(double learningRate) {
    return new AdaptiveGradient(learningRate, 1e-10);
  }

  /** RMSProp that keeps 0.99 of its mean squares, with ε = 10⁻⁸. */
  public static RootMeanSquare rmsProp(double learningRate) {
    return new RootMeanSquare(learningRate, 0.99, 1e-8, false, 0);
  }

  /** Lion with the settings of Chen et al. (2023): β₁ = 0.9, β₂ = 0.99. */
  public static EvolvedSign lion(double learningRate) {
    return new EvolvedSign(learningRate, 0.9, 0.99);
  }

  /**
   * Muon for hidden weight matrices, with the settings of Jordan et al. (2024): a momentum of 0.95
   * in Nesterov's form. A usual rate is 0.02, beside {@code adam(3e-4)}.
   *
   * @param others for all other parameters
   */
  public static Muon muon(double learningRate, Optimizer others) {
    return new Muon(learningRate, 0.95, true, 0, Muon.Scale.ORIGINAL, others);
  }

  /**
   * Muon at a rate and with a decay that suit Adam, which has all other parameters (Liu et al.
   * 2025).
   */
  public static Muon muon(double learningRate) {
    return muon(learningRate, adam(learningRate)).withScale(Muon.Scale.AS_ADAM);
  }

  static void checkLearningRate(double value) {
    Checks.positive("learningRate", value);
  }
}
