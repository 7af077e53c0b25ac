package dev.trine.cli.train.goal;

/**
 * How well something does on a test part.
 *
 * @param measure what is measured, as files have it: {@code accuracy}, {@code rmse}
 * @param name the same for readers: {@code accuracy}, {@code RMSE}
 * @param text the value, with its unit
 */
public record Score(String measure, String name, double value, String text) {
  /** A line: {@code Test accuracy: 98.41 %}. */
  public String line() {
    return "Test %s: %s".formatted(name, text);
  }
}
