package dev.trine.nn;

import dev.trine.backend.Activation;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How the initial values of a parameter are drawn. Drawn on the host: equal on every backend. */
@FunctionalInterface
public interface Initialiser {
  /** Draws all values of one parameter, in row-major order. */
  void fill(float[] values, RandomGenerator random);

  /** All zero: biases. */
  static Initialiser zeros() {
    return (values, random) -> {};
  }

  /** All of one value: running means and variances. */
  static Initialiser constant(double value) {
    return (values, random) -> Arrays.fill(values, (float) value);
  }

  /**
   * Uniform in ±√(6 / (fanIn + fanOut)), for activations that are linear about zero (Glorot and
   * Bengio 2010, equation 16).
   */
  static Initialiser glorot(long fanIn, long fanOut) {
    return uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
  }

  /** Uniform in ±√(6 / fanIn), for rectifiers (He et al. 2015, equation 10). */
  static Initialiser he(long fanIn) {
    return uniform(Math.sqrt(6.0 / fanIn));
  }

  /** Uniform in ±√(3 / fanIn), a variance of 1 / fanIn (LeCun et al. 1998, equation 16). */
  static Initialiser lecun(long fanIn) {
    return uniform(Math.sqrt(3.0 / fanIn));
  }

  /**
   * What suits weights before an activation: {@link #he} before rectifiers, {@link #lecun} before
   * SELU, as its authors want, else Glorot's.
   */
  static Initialiser suiting(Activation activation, long fanIn, long fanOut) {
    return switch (activation) {
      case RELU, LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS, MISH -> he(fanIn);
      case SELU -> lecun(fanIn);
      case IDENTITY, SIGMOID, TANH, HARD_SIGMOID -> glorot(fanIn, fanOut);
    };
  }

  /** Uniform in ±{@code bound}. */
  static Initialiser uniform(double bound) {
    return (values, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    };
  }

  /**
   * A matrix [size, blocks·size] of random orthogonal matrices side by side, one a gate: weights
   * from step to step, by which a state neither grows nor fades (Saxe et al. 2014).
   */
  static Initialiser orthogonal(int size, int blocks) {
    return new Orthogonal(size, blocks);
  }
}
