package dev.trine.graph.compile;

import java.util.Locale;

/**
 * How a loop to a fixed point went in one run of a program.
 *
 * @param name of the fixed point; of the backward pass {@code adjoint of …}
 * @param iterations that were done
 * @param residual {@code ‖f(z) − z‖ / ‖f(z)‖} at the last of them
 * @param tolerance that it was to reach
 */
public record Settling(String name, int iterations, double residual, double tolerance) {
  /** Whether it came to a fixed point. */
  public boolean settled() {
    return residual <= tolerance;
  }

  /** What happened, and what can be done where it did not settle. */
  public String text() {
    String went = settled() ? "settled" : "did not settle";
    String remedy =
        settled()
            ? ""
            : ". Damp or accelerate it, make its weights smaller (weight decay, a lower learning rate), or allow more iterations or a larger tolerance.";
    return "'%s' %s in %s iterations: the residual is %s, expected at most %s%s"
        .formatted(name, went, iterations, figure(residual), figure(tolerance), remedy);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
