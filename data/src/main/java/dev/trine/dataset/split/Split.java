package dev.trine.dataset.split;

import dev.trine.data.Dataset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which rows, or examples, are trained on and which are held out, in ascending order: {@code
 * set.select(split.train())}. What is drawn at random is the same for the same seed.
 *
 * @param train indices from 0
 * @param test the others
 */
public record Split(int[] train, int[] test) {
  /**
   * Any rows.
   *
   * @param fraction of them that are trained on, above 0 and below 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public static Split random(int size, double fraction, long seed) {
    int[] order = Dataset.shuffled(size, new SplittableRandom(seed));
    return firstOf(IntStream.of(order).boxed().toList(), trained(size, fraction));
  }

  /**
   * Rows so that each class has the same share in both parts, within less than one row.
   *
   * @param classes that of each row, such as a column of a table or {@link ClassLabels}; null,
   *     which is missing, is one more
   * @param fraction of the rows that are trained on, above 0 and below 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public static Split stratified(List<?> classes, double fraction, long seed) {
    int toTrain = trained(classes.size(), fraction);
    List<List<Integer>> rows = Keys.shuffledRows(classes, seed);
    List<List<Integer>> byRemainder = new ArrayList<>(rows);
    byRemainder.sort(Comparator.comparing(own -> -remainder(own, fraction)));
    // Each class gives the whole rows of its share, and those with the largest remainders one more.
    int more = toTrain - rows.stream().mapToInt(own -> (int) (own.size() * fraction)).sum();
    List<Integer> order = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < byRemainder.size(); i++) {
      List<Integer> own = byRemainder.get(i);
      int given = (int) (own.size() * fraction) + (i < more ? 1 : 0);
      order.addAll(own.subList(0, given));
      others.addAll(own.subList(given, own.size()));
    }
    order.addAll(others);
    return firstOf(order, toTrain);
  }

  private static double remainder(List<Integer> own, double fraction) {
    return own.size() * fraction - (int) (own.size() * fraction);
  }

  /**
   * Rows so that those of one group, such as of one speaker, are all in one part. Groups come in
   * random order; the first of them are trained on, as many as come closest to the fraction.
   *
   * @param groups that of each row; null, which is missing, is one more
   * @param fraction of the rows that are trained on, above 0 and below 1
   * @throws IllegalArgumentException if there are fewer than two groups, or a part would be empty
   */
  public static Split grouped(List<?> groups, double fraction, long seed) {
    int wanted = trained(groups.size(), fraction);
    List<List<Integer>> rows = Keys.shuffledGroups(groups, seed);
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "All %s rows are of one group, expected at least two: one for each part"
              .formatted(groups.size()));
    }
    List<Integer> order = new ArrayList<>();
    int trained = 0;
    for (int i = 0; i < rows.size(); i++) {
      order.addAll(rows.get(i));
      boolean isLast = i == rows.size() - 1;
      boolean isCloser = Math.abs(order.size() - wanted) < Math.abs(trained - wanted);
      if (trained == 0 || isCloser && !isLast) {
        trained = order.size();
      }
    }
    return firstOf(order, trained);
  }

  /**
   * The rows of the last times as those held out. Rows of one time are all in one part, so that
   * what is trained on is strictly before what is held out.
   *
   * @param times of each row, such as numbers, or texts like 2024-05-17
   * @param fraction of the rows that are trained on, above 0 and below 1; fewer are, where rows of
   *     one time would be parted
   * @throws IllegalArgumentException if a part would be empty
   */
  public static <T extends Comparable<? super T>> Split byTime(List<T> times, double fraction) {
    int trained = trained(times.size(), fraction);
    List<Integer> order = new ArrayList<>(IntStream.range(0, times.size()).boxed().toList());
    if (times.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "Row %s has no time, expected one for each row; leave it out"
              .formatted(times.indexOf(null)));
    }
    order.sort(Comparator.comparing(times::get));
    T first = times.get(order.get(trained)); // of those held out
    while (trained > 0 && times.get(order.get(trained - 1)).compareTo(first) == 0) {
      trained--;
    }
    if (trained == 0) {
      throw new IllegalArgumentException(
          "The first %s of %s rows are all of the time %s, which cannot be parted; train on more than the fraction %s"
              .formatted(trained(times.size(), fraction), times.size(), first, fraction));
    }
    return firstOf(order, trained);
  }

  private static int trained(int size, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "Split fraction is %s, expected above 0 and below 1".formatted(fraction));
    }
    int trained = (int) Math.round(size * fraction);
    if (trained == 0 || trained == size) {
      throw new IllegalArgumentException(
          "A fraction of %s of %s rows leaves one part empty, expected at least one row in each"
              .formatted((float) fraction, size)); // without the last digits of 1 − 0.9
    }
    return trained;
  }

  private static Split firstOf(List<Integer> order, int trained) {
    return of(order.subList(0, trained), order.subList(trained, order.size()));
  }

  static Split of(Collection<Integer> train, Collection<Integer> test) {
    return new Split(ascending(train), ascending(test));
  }

  private static int[] ascending(Collection<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
