package dev.trine.nn;

import dev.trine.backend.Backend;
import java.util.List;
import java.util.Map;

/**
 * Answers for single examples, from any number of threads. What they ask for at the same time is
 * computed as one batch, of 1, 2, 4, … or at most {@link #MOST_AT_ONCE} examples. For each of these
 * sizes the network is compiled once, when it first comes up; after that a call compiles and
 * allocates nothing on the device. An example has the same answer in any company: within rounding,
 * with {@linkplain dev.trine.backend.BackendOptions#portable portable} backends to the bit, and
 * where a {@link FixedPoint} settles over the batch, within its tolerance.
 *
 * <p>Examples are given as the values of the network's inputs, row-major, those of whole numbers as
 * floats too. A backend is for one thread at a time, and predictors keep to that among themselves:
 * they use it holding its monitor. Whoever uses it otherwise meanwhile, to train for instance, does
 * so in {@code synchronized (backend)}.
 */
public final class Predictor implements AutoCloseable {
  /** So many examples are computed together at most. */
  public static final int MOST_AT_ONCE = 64;

  private final Backend backend;
  private final ClassScores scores;
  private final ExampleCheck check;
  private final BucketPrograms programs;
  private final FlatCombiner<float[][]> combiner;

  Predictor(Model model, String output, int most) {
    this.backend = model.backend();
    this.scores = ClassScores.of(model, output);
    this.check = new ExampleCheck(model.network());
    this.programs = new BucketPrograms(model, output, most);
    this.combiner = new FlatCombiner<>("The predictor of '" + output + "'", most, this::run);
  }

  private List<float[]> run(List<float[][]> examples) {
    synchronized (backend) {
      return programs.run(examples);
    }
  }

  /**
   * What the network gives for an example, as it stands: the values of a regression, the scores of
   * a classification. Row-major, of the output's shape.
   *
   * @throws IllegalArgumentException if the example does not fit the network
   * @throws IllegalStateException if this is closed
   */
  public float[] values(float[] example) {
    return combiner.ask(check.checked(example));
  }

  /** The same for several inputs, by their names. */
  public float[] values(Map<String, float[]> example) {
    return combiner.ask(check.checked(example));
  }

  /**
   * The same for any number of examples of a network of one input, in their order. They are
   * computed by batches of up to {@link #MOST_AT_ONCE}.
   */
  public List<float[]> allValues(List<float[]> examples) {
    return combiner.askAll(examples.stream().map(check::checked).toList());
  }

  /**
   * The probability of each class, in the order of {@link Model#classes(String)}; one such row for
   * each step if the network gives classes step by step. It is the softmax of the scores, computed
   * in double precision, and is given exactly if the output had names of classes when this was made
   * and its last layer has no activation.
   *
   * @throws IllegalArgumentException if the example does not fit the network
   * @throws IllegalStateException if what the network gives are no scores of classes, or this is
   *     closed
   */
  public float[] probabilities(float[] example) {
    scores.requireScores();
    return scores.probabilities(values(example));
  }

  /** The same for several inputs, by their names. */
  public float[] probabilities(Map<String, float[]> example) {
    scores.requireScores();
    return scores.probabilities(values(example));
  }

  /**
   * The name of the class with the highest score; of several, of the first.
   *
   * @throws IllegalArgumentException if the example does not fit the network
   * @throws IllegalStateException if the output had no names of classes when this was made, if it
   *     gives classes step by step, if a score is NaN, or if this is closed
   */
  public String label(float[] example) {
    scores.requireOneLabel();
    return scores.label(values(example));
  }

  /** The same for several inputs, by their names. */
  public String label(Map<String, float[]> example) {
    scores.requireOneLabel();
    return scores.label(values(example));
  }

  /** The number of that class, from 0. */
  public int labelIndex(float[] example) {
    scores.requireOneLabel();
    return scores.highest(values(example));
  }

  /** The same for several inputs, by their names. */
  public int labelIndex(Map<String, float[]> example) {
    scores.requireOneLabel();
    return scores.highest(values(example));
  }

  /**
   * Ends the calls that wait for others before them with an {@link IllegalStateException}, waits
   * for those at work, and gives the memory back. Closing twice is harmless.
   */
  @Override
  public void close() {
    combiner.close();
    synchronized (backend) {
      programs.close();
    }
  }
}
