package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.Locale;
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
  private final String output;
  private final Shape shape;
  private final Activation lastActivation;
  private final List<String> classes;
  private final ExampleCheck check;
  private final BucketPrograms programs;
  private final FlatCombiner<float[][]> combiner;

  Predictor(Model model, String output, int most) {
    this.backend = model.backend();
    this.output = output;
    this.shape = model.network().value(output);
    this.lastActivation = model.network().lastActivation(output);
    this.classes = model.classes(output);
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
    requireScores();
    return softmax(values(example));
  }

  /** The same for several inputs, by their names. */
  public float[] probabilities(Map<String, float[]> example) {
    requireScores();
    return softmax(values(example));
  }

  /**
   * The name of the class with the highest score; of several, of the first.
   *
   * @throws IllegalArgumentException if the example does not fit the network
   * @throws IllegalStateException if the output had no names of classes when this was made, if it
   *     gives classes step by step, if a score is NaN, or if this is closed
   */
  public String label(float[] example) {
    requireOneLabel();
    return classes.get(highest(values(example)));
  }

  /** The same for several inputs, by their names. */
  public String label(Map<String, float[]> example) {
    requireOneLabel();
    return classes.get(highest(values(example)));
  }

  /** The number of that class, from 0. */
  public int labelIndex(float[] example) {
    requireOneLabel();
    return highest(values(example));
  }

  /** The same for several inputs, by their names. */
  public int labelIndex(Map<String, float[]> example) {
    requireOneLabel();
    return highest(values(example));
  }

  private void requireClasses() {
    if (classes.isEmpty()) {
      throw new IllegalStateException(
          "The output '%s' has no names of classes, so its values may be anything: name them by model.classes(…) before you make a predictor, or ask for values(…)"
              .formatted(output));
    }
  }

  private void requireScores() {
    requireClasses();
    if (lastActivation != Activation.IDENTITY) {
      throw new IllegalStateException(
          "The output '%s' ends with the activation %s, so its values are no scores of which softmax makes probabilities: leave that out, or ask for values(…)"
              .formatted(output, lastActivation.name().toLowerCase(Locale.ROOT)));
    }
  }

  private void requireOneLabel() {
    requireClasses();
    if (shape.elements() != classes.size()) {
      throw new IllegalStateException(
          "The output '%s' is %s, a class for each step: ask for probabilities(…) or values(…), of which each row of %s is one step"
              .formatted(output, shape, classes.size()));
    }
  }

  private float[] softmax(float[] scores) {
    float[] probabilities = new float[scores.length];
    for (int row = 0; row < scores.length; row += classes.size()) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + classes.size(); i++) {
        largest = Math.max(largest, scores[i]);
      }
      double sum = 0;
      for (int i = row; i < row + classes.size(); i++) {
        sum += Math.exp(scores[i] - largest);
      }
      for (int i = row; i < row + classes.size(); i++) {
        probabilities[i] = (float) (Math.exp(scores[i] - largest) / sum);
      }
    }
    return probabilities;
  }

  private int highest(float[] scores) {
    int highest = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalStateException(
            "The output '%s' has NaN for the class '%s', so none is the highest: look for NaN in the example and the weights"
                .formatted(output, classes.get(i)));
      }
      highest = scores[i] > scores[highest] ? i : highest;
    }
    return highest;
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
