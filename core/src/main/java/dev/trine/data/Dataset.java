package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Examples in memory, each with features and a target: a class label, or values to regress on. */
public final class Dataset {
  private final Shape shape;
  private final float[][] features;
  private final Targets targets;
  private final int[] origins;

  /**
   * @param origins as {@link #origin}; null for those of a set that was selected from no other
   */
  private Dataset(Shape shape, float[][] features, Targets targets, int[] origins) {
    this.shape = shape;
    this.features = features;
    this.targets = targets;
    this.origins = origins;
  }

  /**
   * Examples to be classified.
   *
   * @param shape of one example
   * @param features one row-major array an example
   * @param labels indices into {@code classes}
   * @throws DataException if counts, sizes or labels do not fit, naming the example
   */
  public static Dataset classified(
      Shape shape, float[][] features, int[] labels, List<String> classes) {
    return checked(shape, features, new Targets.Labels(labels.clone(), List.copyOf(classes)));
  }

  /**
   * Examples with values to regress on.
   *
   * @param values as many numbers for each example
   * @throws DataException if counts or sizes do not fit, naming the example
   */
  public static Dataset valued(Shape shape, float[][] features, float[][] values) {
    return checked(shape, features, new Targets.Values(values.clone()));
  }

  private static Dataset checked(Shape shape, float[][] features, Targets targets) {
    if (features.length != targets.size()) {
      throw new DataException(
          "%s examples, but %s targets".formatted(features.length, targets.size()));
    }
    for (int i = 0; i < features.length; i++) {
      if (features[i] == null) {
        throw new DataException("Example %s has no features: its row is null".formatted(i));
      }
      if (features[i].length != shape.elements()) {
        throw new DataException(
            "Example %s has %s features, expected the %s of shape %s"
                .formatted(i, features[i].length, shape.elements(), shape));
      }
    }
    return new Dataset(shape, features.clone(), targets, null);
  }

  /** The number of examples. */
  public int size() {
    return features.length;
  }

  /** The shape of one example. */
  public Shape shape() {
    return shape;
  }

  public Targets targets() {
    return targets;
  }

  /** The features of one example; not a copy. */
  public float[] features(int example) {
    return features[example];
  }

  /** The examples of the given indices, in that order; shares their features. */
  public Dataset select(int... indices) {
    float[][] selected = new float[indices.length][];
    int[] from = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= size()) {
        throw new DataException(
            "There is no example %s among the %s of this set, which are counted from 0"
                .formatted(indices[i], size()));
      }
      selected[i] = features[indices[i]];
      from[i] = origin(indices[i]);
    }
    return new Dataset(shape, selected, targets.select(indices), from);
  }

  /** The index that an example had in the set from which this one was first selected. */
  public int origin(int example) {
    return origins == null ? example : origins[example];
  }

  /**
   * Shuffles and splits.
   *
   * @param fraction of the examples that go into the first part, above 0 and below 1
   */
  public Split split(double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "Split fraction is %s, expected above 0 and below 1".formatted(fraction));
    }
    int[] order = shuffled(size(), new SplittableRandom(seed));
    int first = (int) Math.round(size() * fraction);
    return new Split(
        select(Arrays.copyOf(order, first)),
        select(Arrays.copyOfRange(order, first, order.length)));
  }

  /** The numbers 0 to {@code count} − 1 in random order (Durstenfeld 1964). */
  public static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The type of this set's targets in a batch. */
  public DType targetType() {
    return targets.type();
  }

  /** Copies {@code count} examples, from {@code order[from]} on, to the start of two buffers. */
  public void copy(int[] order, int from, int count, HostBuffer toFeatures, HostBuffer toTargets) {
    int length = (int) shape.elements();
    for (int i = 0; i < count; i++) {
      toFeatures.put((long) i * length, features[order[from + i]], 0, length);
    }
    targets.copy(order, from, count, toTargets);
  }

  /** Two parts of a set. */
  public record Split(Dataset train, Dataset test) {}
}
