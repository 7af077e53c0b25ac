package dev.trine.graph;

/**
 * How a {@link Loop} is repeated, and when it has settled: as soon as {@code ‖f(z) − z‖ ≤
 * tolerance·‖f(z)‖}, Euclidean norms over the whole batch. That is looked at every {@link #TURNS}
 * turns, so that there may be some more of them than it takes.
 *
 * @param tolerance above 0; single precision hardly reaches 10⁻⁷
 * @param iterations at most, rounded up to where convergence is looked at
 * @param damping how much of the state stays at each turn, {@code z ← damping·z + (1 −
 *     damping)·f(z)}: from 0 to below 1. Damped, some maps settle that would swing
 * @param accelerated whether four turns at a time are combined to what they seem to lead to, for
 *     each example by itself (Anderson 1965): for maps that contract slowly, or not quite. That
 *     takes 15 calls, each a pass over the state
 */
public record Convergence(double tolerance, int iterations, double damping, boolean accelerated) {
  /**
   * How many turns there are between looks at convergence. Enough that hosts wait for devices a few
   * times only, and at least 2, so that the last can leave its result where the first had its
   * state.
   */
  public static final int TURNS = 4;

  /** What suits a map that contracts: 10⁻⁴, within 200 turns, undamped. */
  public static final Convergence USUAL = new Convergence(1e-4, 200, 0);

  /** Not accelerated. */
  public Convergence(double tolerance, int iterations, double damping) {
    this(tolerance, iterations, damping, false);
  }

  public Convergence {
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException(
          "The tolerance of a fixed point is %s, expected above 0 and below 1, such as 1e-4"
              .formatted(tolerance));
    }
    if (iterations < 1) {
      throw new IllegalArgumentException(
          "A fixed point has %s iterations, expected at least 1".formatted(iterations));
    }
    if (!(damping >= 0 && damping < 1)) {
      throw new IllegalArgumentException(
          "The damping of a fixed point is %s, expected from 0 to below 1".formatted(damping));
    }
  }

  public Convergence withTolerance(double value) {
    return new Convergence(value, iterations, damping, accelerated);
  }

  public Convergence withIterations(int value) {
    return new Convergence(tolerance, value, damping, accelerated);
  }

  public Convergence withDamping(double value) {
    return new Convergence(tolerance, iterations, value, accelerated);
  }

  public Convergence withAcceleration() {
    return new Convergence(tolerance, iterations, damping, true);
  }
}
