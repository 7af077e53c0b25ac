package dev.trine.dataset.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each row is held out once. */
class FoldsTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(4);
  private static final List<Integer> CLASSES =
      IntStream.range(0, 103).mapToObj(i -> RANDOM.nextInt(7) / 3).toList();

  private static void assertEachOnce(int size, int folds, List<Split> splits) {
    assertEquals(folds, splits.size());
    splits.forEach(split -> SplitTest.assertParts(size, split));
    int[] held =
        splits.stream().flatMapToInt(split -> IntStream.of(split.test())).sorted().toArray();
    assertArrayEquals(IntStream.range(0, size).toArray(), held);
  }

  @Test
  void random() {
    List<Split> splits = Folds.random(11, 3, 1);
    assertEachOnce(11, 3, splits);
    assertEquals(List.of(4, 4, 3), splits.stream().map(split -> split.test().length).toList());
    assertArrayEquals(splits.get(0).test(), Folds.random(11, 3, 1).get(0).test());
    assertTrue(!Arrays.equals(splits.get(0).test(), Folds.random(11, 3, 2).get(0).test()));
  }

  @Test
  void stratified() {
    List<Split> splits = Folds.stratified(CLASSES, 5, 1);
    assertEachOnce(103, 5, splits);
    for (Split split : splits) {
      assertEquals(20.6, split.test().length, 0.61);
      for (int label = 0; label < 3; label++) {
        double share = Collections.frequency(CLASSES, label) / 5.0;
        long held = SplitTest.count(CLASSES, label, split.test());
        assertTrue(Math.abs(held - share) < 1, label + ": " + held + " of " + share);
      }
    }
  }

  @Test
  void grouped() {
    List<Integer> groups = IntStream.range(0, 100).mapToObj(i -> (int) Math.sqrt(i)).toList();
    List<Split> splits = Folds.grouped(groups, 4, 1);
    assertEachOnce(100, 4, splits);
    for (Split split : splits) {
      assertTrue(
          Collections.disjoint(
              SplitTest.keys(groups, split.train()), SplitTest.keys(groups, split.test())));
    }
    // Groups have 19, 17, …, 1 rows. By hand: 19 5 3, 17 7 1, 15 9, 13 11.
    assertEquals(
        List.of(27, 25, 24, 24), splits.stream().map(split -> split.test().length).toList());
    assertEquals(
        "10 groups cannot be dealt into 11 folds, expected 2 to 10 folds",
        assertThrows(IllegalArgumentException.class, () -> Folds.grouped(groups, 11, 1))
            .getMessage());
  }

  @Test
  void asManyAsThereCanBe() {
    assertEachOnce(3, 3, Folds.random(3, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> Folds.random(3, 4, 1));
    assertThrows(IllegalArgumentException.class, () -> Folds.stratified(CLASSES, 1, 1));
  }
}
