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
    String form =
        settled()
            ? "'%s' settled in %s iterations: the residual is %.2g, expected at most %.2g"
            : "'%s' did not settle in %s iterations: the residual is %.2g, expected at most %.2g. Damp or accelerate it, make its weights smaller (weight decay, a lower learning rate), or allow more iterations or a larger tolerance.";
    return String.format(Locale.ROOT, form, name, iterations, residual, tolerance);
  }
}
