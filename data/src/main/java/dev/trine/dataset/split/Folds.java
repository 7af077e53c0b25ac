package dev.trine.dataset.split;

import dev.trine.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Cross-validation: rows are dealt into folds, and there is a split for each, which holds it out
 * and trains on the others. So each row is held out once. What is drawn at random is the same for
 * the same seed.
 */
public final class Folds {
  private Folds() {}

  /**
   * Any rows; folds have equally many, or one more.
   *
   * @param folds at least 2
   * @throws IllegalArgumentException if there are fewer rows than folds
   */
  public static List<Split> random(int size, int folds, long seed) {
    int[] order = Dataset.shuffled(size, new SplittableRandom(seed));
    return dealt(IntStream.of(order).boxed().toList(), folds);
  }

  /**
   * Rows so that folds have equally many of each class, or one more; and equally many rows, or one
   * more. A class of fewer rows than folds is missing in some.
   *
   * @param classes that of each row, such as a column of a table or {@link ClassLabels}; null,
   *     which is missing, is one more
   * @param folds at least 2
   * @throws IllegalArgumentException if there are fewer rows than folds
   */
  public static List<Split> stratified(List<?> classes, int folds, long seed) {
    // Dealing goes on from class to class, so that the remainders do not all come to the first
    // fold.
    return dealt(Keys.shuffledRows(classes, seed).stream().flatMap(List::stream).toList(), folds);
  }

  /**
   * Rows so that those of one group, such as of one speaker, are all in one fold. The largest group
   * comes first, each to the fold that has the fewest rows then, as in scikit-learn's GroupKFold;
   * groups that are equally large come in random order.
   *
   * @param groups that of each row; null, which is missing, is one more
   * @param folds at least 2
   * @throws IllegalArgumentException if there are fewer groups than folds
   */
  public static List<Split> grouped(List<?> groups, int folds, long seed) {
    List<List<Integer>> rows = new ArrayList<>(Keys.shuffledGroups(groups, seed));
    check(rows.size(), "groups", folds);
    rows.sort(Comparator.comparing(own -> -own.size()));
    List<List<Integer>> held = empty(folds);
    for (List<Integer> own : rows) {
      Collections.min(held, Comparator.comparing(List::size)).addAll(own);
    }
    return splits(held);
  }

  private static List<Split> dealt(List<Integer> order, int folds) {
    check(order.size(), "rows", folds);
    List<List<Integer>> held = empty(folds);
    for (int i = 0; i < order.size(); i++) {
      held.get(i % folds).add(order.get(i));
    }
    return splits(held);
  }

  private static List<List<Integer>> empty(int folds) {
    List<List<Integer>> held = new ArrayList<>();
    for (int i = 0; i < folds; i++) {
      held.add(new ArrayList<>());
    }
    return held;
  }

  private static List<Split> splits(List<List<Integer>> held) {
    List<Split> splits = new ArrayList<>();
    for (List<Integer> test : held) {
      List<Integer> train = new ArrayList<>();
      held.stream().filter(other -> other != test).forEach(train::addAll);
      splits.add(Split.of(train, test));
    }
    return splits;
  }

  private static void check(int count, String what, int folds) {
    if (folds < 2 || folds > count) {
      throw new IllegalArgumentException(
          "%s %s cannot be dealt into %s folds, expected 2 to %s folds"
              .formatted(count, what, folds, count));
    }
  }
}
