package dev.trine.cli.train.source;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.dataset.split.ClassLabels;
import dev.trine.dataset.split.Split;
import dev.trine.dataset.table.Preparation;
import dev.trine.tensor.Shape;
import java.util.Optional;

/**
 * Examples with one target, to train on and to test with.
 *
 * @param preparation what made them of the rows of a table, if there was one
 * @param rows the part to test with as it was in that table
 */
public record Parts(
    Dataset train, Dataset test, Optional<Preparation> preparation, Optional<RawRows> rows) {
  /** Holds out a fraction of a set, of each class alike where examples have one. */
  static Parts of(Dataset set, double held, long seed) {
    Split split = split(set, held, seed);
    return new Parts(
        set.select(split.train()), set.select(split.test()), Optional.empty(), Optional.empty());
  }

  /**
   * Which examples of a set are held out: of each class alike where examples have one.
   *
   * @param held the fraction, above 0 and below 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public static Split split(Dataset set, double held, long seed) {
    Field target = set.targets().get(0);
    boolean hasClasses = !target.classes().isEmpty() && target.type().shape().equals(Shape.of());
    return hasClasses
        ? Split.stratified(ClassLabels.of(set), 1 - held, seed)
        : Split.random(set.size(), 1 - held, seed);
  }

  /** What is to be predicted. */
  public Field target() {
    return train.targets().get(0);
  }
}
