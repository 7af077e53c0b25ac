package dev.trine.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model does on a set. All means are NaN where no example has a weight.
 *
 * @param means over the examples, by their weights, of what the {@link Objective} measures: {@code
 *     loss} first, and {@code accuracy} where there are right answers, as a fraction; of several
 *     outputs, {@code digit accuracy}; then, of fixed points, how they {@linkplain SettlingTotals
 *     settled}
 * @param examples how many there were
 */
public record Evaluation(Map<String, Double> means, long examples) {
  private static final String LOSS = "loss";
  private static final String ACCURACY = "accuracy";

  public Evaluation {
    means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
  }

  /** Of one output. */
  public Evaluation(double loss, double accuracy, long examples) {
    this(means(loss, accuracy), examples);
  }

  private static Map<String, Double> means(double loss, double accuracy) {
    Map<String, Double> means = new LinkedHashMap<>();
    means.put(LOSS, loss);
    if (!Double.isNaN(accuracy)) {
      means.put(ACCURACY, accuracy);
    }
    return means;
  }

  /** What was made small. */
  public double loss() {
    return means.get(LOSS);
  }

  /**
   * e to the loss: of a cross-entropy the perplexity, as which of so many equally probable classes
   * the right one was as hard to guess (Jelinek et al. 1977).
   */
  public double perplexity() {
    return Math.exp(loss());
  }

  /** The fraction answered correctly, of the first output that has right answers; NaN if none. */
  public double accuracy() {
    return means.entrySet().stream()
        .filter(mean -> mean.getKey().endsWith(ACCURACY))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }
}
