package dev.trine.nn;

/**
 * How a model does on a set.
 *
 * @param loss the mean over the examples
 * @param accuracy the fraction answered correctly; NaN where the loss has no right answers
 * @param examples how many there were
 */
public record Evaluation(double loss, double accuracy, long examples) {}
