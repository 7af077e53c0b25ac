package dev.trine.metric;

import dev.trine.data.Field;

/**
 * Something that is said of a model's answers on a set: {@code model.evaluate(dataset, metric)}.
 * Implement it for one of your own.
 *
 * @param <R> what is said
 */
public interface Metric<R> {
  /**
   * Begins to count.
   *
   * @param outputs how many numbers an answer has
   * @param target what an answer is compared with: a label, or numbers
   * @throws IllegalArgumentException if this is not said of such answers, or against such a target
   */
  Tally<R> begin(int outputs, Field target);

  /** What was counted so far. Its memory does not grow with the answers, unless it says so. */
  interface Tally<R> {
    /**
     * Counts an answer: of an example, or of a step of one, where there is a label or a weight for
     * each step.
     *
     * @param output as many numbers as were announced; valid during the call
     * @param target one label, or as many numbers; valid during the call
     * @param weight how much it counts, not negative; 1 unless the set has weights
     */
    void add(float[] output, double[] target, double weight);

    /** What is said of all answers. */
    R result();
  }
}
