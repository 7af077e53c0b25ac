package dev.trine.data;

import dev.trine.backend.HostBuffer;
import java.util.List;

/**
 * What a {@link Dataset} is over. Implement it for examples that do not lie in memory as arrays,
 * such as those of a mapped file, or that are made when they are asked for.
 */
public interface Examples {
  /** How many; always the same. */
  int size();

  /** What each of them has; always the same, with names that differ, at least one an input. */
  List<Field> fields();

  /**
   * Whether an example is the same whenever it is asked for, so that a copy can be kept of all. Not
   * of those that are drawn, or changed at random, when they are copied.
   */
  default boolean areFixed() {
    return false;
  }

  /**
   * These as training sees them in an epoch, where it is to see them changed. Everything else, such
   * as an evaluation, sees them as they are here.
   *
   * @param epoch counted from 1
   * @param trained the indices of those that are trained on, which must not be changed; others are
   *     not to be known to a network
   */
  default Examples inEpoch(int epoch, int[] trained) {
    return this;
  }

  /**
   * Copies one field of {@code count} examples, from {@code order[from]} on, to the start of a
   * buffer, each dense and row-major: example i begins at element i × {@code
   * field.type().elements()}.
   *
   * <p>Several threads call this at once, each with a buffer of its own. {@link Dataset} calls it
   * with one of {@link #fields} and indices from 0 to {@link #size} − 1 only. What it throws ends
   * the pass over the set, when the batch would be used.
   *
   * @param to of the field's element type, with at least as many elements as are copied
   */
  void copy(Field field, int[] order, int from, int count, HostBuffer to);
}
