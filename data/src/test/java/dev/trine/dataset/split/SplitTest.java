package dev.trine.dataset.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each row is in one part, and in which follows from what was asked for and the seed. */
class SplitTest {
  /** 60 of a, 31 of b, 8 of c, 1 missing, mixed. */
  private static final List<String> CLASSES = classes();

  private static List<String> classes() {
    List<String> all = new ArrayList<>();
    all.addAll(Collections.nCopies(60, "a"));
    all.addAll(Collections.nCopies(31, "b"));
    all.addAll(Collections.nCopies(8, "c"));
    all.add(null);
    Collections.shuffle(all, new java.util.Random(1));
    return all;
  }

  static void assertParts(int size, Split split) {
    int[] all =
        IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test()))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, size).toArray(), all);
    assertTrue(split.train().length > 0 && split.test().length > 0);
  }

  private static void assertSame(Split expected, Split found) {
    assertArrayEquals(expected.train(), found.train());
    assertArrayEquals(expected.test(), found.test());
  }

  static Set<Object> keys(List<?> keys, int[] rows) {
    return IntStream.of(rows).mapToObj(keys::get).collect(Collectors.toCollection(HashSet::new));
  }

  static long count(List<?> keys, Object key, int[] rows) {
    return IntStream.of(rows).filter(row -> java.util.Objects.equals(key, keys.get(row))).count();
  }

  @Test
  void random() {
    Split split = Split.random(10, 0.7, 3);
    assertParts(10, split);
    assertEquals(7, split.train().length);
    assertSame(split, Split.random(10, 0.7, 3));
    assertFalse(Arrays.equals(split.train(), Split.random(10, 0.7, 4).train()));
  }

  @Test
  void stratified() {
    for (double fraction : new double[] {0.5, 0.8, 0.29, 1.0 / 3}) {
      Split split = Split.stratified(CLASSES, fraction, 3);
      assertParts(100, split);
      assertEquals(Math.round(100 * fraction), split.train().length);
      for (Object name : new HashSet<>(CLASSES)) {
        double share = Collections.frequency(CLASSES, name) * fraction;
        long found = count(CLASSES, name, split.train());
        assertTrue(Math.abs(found - share) < 1, name + ": " + found + " of " + share);
      }
      assertSame(split, Split.stratified(CLASSES, fraction, 3));
      assertFalse(Arrays.equals(split.train(), Split.stratified(CLASSES, fraction, 4).train()));
    }
  }

  @Test
  void grouped() {
    SplittableRandom random = new SplittableRandom(2);
    List<Integer> groups = IntStream.range(0, 200).mapToObj(i -> random.nextInt(20)).toList();
    Set<Integer> sizes = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      Split split = Split.grouped(groups, 0.75, seed);
      assertParts(200, split);
      assertTrue(Collections.disjoint(keys(groups, split.train()), keys(groups, split.test())));
      assertEquals(150, split.train().length, 10);
      sizes.add(split.train().length);
    }
    assertTrue(sizes.size() > 1, "seeds differ");
    assertParts(4, Split.grouped(List.of("a", "a", "a", "b"), 0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> Split.grouped(List.of("a", "a"), 0.5, 1));
  }

  @Test
  void byTime() {
    Split split = Split.byTime(List.of("2024-03", "2024-01", "2024-04", "2024-02"), 0.5);
    assertArrayEquals(new int[] {1, 3}, split.train());
    assertArrayEquals(new int[] {0, 2}, split.test());
    split = Split.byTime(List.of(10.0, 9.0, 9.0, 9.0, 8.0), 0.6);
    assertArrayEquals(new int[] {4}, split.train(), "9 is on one side");
    assertEquals(
        "The first 1 of 2 rows are all of the time 1, which cannot be parted; train on more than the fraction 0.5",
        assertThrows(IllegalArgumentException.class, () -> Split.byTime(List.of(1, 1), 0.5))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Split.byTime(Arrays.asList(1, null), 0.5));
  }

  @Test
  void partsAreNotEmpty() {
    assertEquals(
        "A fraction of 0.1 of 3 rows leaves one part empty, expected at least one row in each",
        assertThrows(IllegalArgumentException.class, () -> Split.random(3, 0.1, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Split.stratified(List.of(), 0.5, 1));
    for (double fraction : new double[] {0, 1, Double.NaN, -1}) {
      assertThrows(IllegalArgumentException.class, () -> Split.stratified(CLASSES, fraction, 1));
    }
  }
}
