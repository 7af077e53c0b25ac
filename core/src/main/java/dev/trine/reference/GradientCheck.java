package dev.trine.reference;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Analytic gradients against central differences, in double on the reference. Inputs must lie a
 * little away from kinks and ties.
 */
public final class GradientCheck {
  /**
   * The step that balances truncation and rounding, the cube root of the unit roundoff (Press et
   * al. 2007, section 5.7).
   */
  private static final double STEP = Math.cbrt(0x1p-53);

  private static final double TOLERANCE = 1e-7;

  private GradientCheck() {}

  /** The derivative of a function by one of its arguments. */
  public static double centralDifference(ToDoubleFunction<double[]> f, double[] at, int index) {
    double h = STEP * Math.max(1, Math.abs(at[index]));
    double[] above = at.clone();
    double[] below = at.clone();
    above[index] += h;
    below[index] -= h;
    return (f.applyAsDouble(above) - f.applyAsDouble(below)) / (above[index] - below[index]);
  }

  /**
   * Compares every element of a gradient.
   *
   * @param f a scalar function, such as a network's loss as a function of one parameter tensor
   * @param gradient its analytic gradient at {@code at}
   * @return the first element that is wrong, if any, relative to the gradient's largest
   */
  public static Optional<String> fault(
      ToDoubleFunction<double[]> f, double[] at, double[] gradient) {
    double size = 1;
    for (double element : gradient) {
      size = Math.max(size, Math.abs(element));
    }
    for (int i = 0; i < at.length; i++) {
      double expected = centralDifference(f, at, i);
      if (!(Math.abs(gradient[i] - expected) <= TOLERANCE * size)) {
        return Optional.of(
            "gradient element %s is %s, but the central difference at %s is %s"
                .formatted(i, gradient[i], at[i], expected));
      }
    }
    return Optional.empty();
  }
}
