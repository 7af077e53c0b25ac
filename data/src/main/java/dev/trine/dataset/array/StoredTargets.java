package dev.trine.dataset.array;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The field that an array of targets is: labels, if it has one whole number an example, and else
 * values.
 *
 * @param classes how many, which are named by their numbers; 0 of values
 */
public record StoredTargets(StoredArray array, int classes) {
  /** More classes are rather values, or a damaged file: their names alone would fill memory. */
  private static final int MOST_CLASSES = 1 << 16;

  /**
   * The targets of an array, with as many classes as its largest label says.
   *
   * @throws dev.trine.DataException if a label is negative or no fewer than 65,536
   */
  public static StoredTargets of(StoredArray array) {
    boolean labels = array.shape().rank() == 1 && array.type().isWhole();
    return new StoredTargets(array, labels ? array.classes(MOST_CLASSES) : 0);
  }

  /** These with as many classes as others, if those have more: the other part of one set. */
  public StoredTargets with(StoredTargets others) {
    return classes > 0 && others.classes > classes
        ? new StoredTargets(array, others.classes)
        : this;
  }

  Field field() {
    if (classes == 0) {
      return Field.values(Dataset.TARGETS, example(array));
    }
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return Field.labels(Dataset.TARGETS, names);
  }

  /** The shape of one example, which is [1] of a single number. */
  static Shape example(StoredArray array) {
    return array.shape().rank() == 1 ? Shape.of(1) : array.shape().example();
  }
}
