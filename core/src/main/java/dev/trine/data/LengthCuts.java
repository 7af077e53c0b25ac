package dev.trine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts examples, from the shortest to the longest, into a few parts, each of which is filled up to
 * its longest example, such that as few steps as possible are.
 *
 * @param buckets the number of the part that each example is in
 * @param extents the steps of each kind of sequence in each part, which grow
 */
record LengthCuts(int[] buckets, List<int[]> extents) {
  /**
   * Lengths are told apart by these parts of what they may be. So all are, of sequences of no more
   * steps.
   */
  private static final int CLASSES = 64;

  /**
   * Finds the cuts.
   *
   * @param lengths of each example, for each kind of sequence that it has, at least 1
   * @param times the most that these may be
   * @param most parts
   */
  static LengthCuts of(List<int[]> lengths, int[] times, int most) {
    int[] classes = classes(lengths, times);
    int[][] longest = longest(lengths, classes);
    long[] costs = Arrays.stream(longest).mapToLong(steps -> Arrays.stream(steps).sum()).toArray();
    long[] counts = new long[CLASSES];
    for (int one : classes) {
      counts[one]++;
    }
    int[] ends = ends(counts, costs, most);
    int[] buckets =
        Arrays.stream(classes)
            .map(one -> (int) Arrays.stream(ends).filter(end -> end < one).count())
            .toArray();
    return new LengthCuts(buckets, Arrays.stream(ends).mapToObj(end -> longest[end]).toList());
  }

  /** How long each example is, by whichever of its sequences is the longest for its kind. */
  private static int[] classes(List<int[]> lengths, int[] times) {
    return IntStream.range(0, lengths.get(0).length)
        .map(
            example ->
                IntStream.range(0, times.length)
                    .map(kind -> classOf(lengths.get(kind)[example], times[kind]))
                    .max()
                    .orElseThrow())
        .toArray();
  }

  private static int classOf(int length, int time) {
    return (int) (((long) length * CLASSES + time - 1) / time) - 1;
  }

  /** The longest sequences of each kind of the examples of each class, and of those before it. */
  private static int[][] longest(List<int[]> lengths, int[] classes) {
    int[][] longest = new int[CLASSES][lengths.size()];
    for (int kind = 0; kind < lengths.size(); kind++) {
      for (int example = 0; example < classes.length; example++) {
        int[] ofClass = longest[classes[example]];
        ofClass[kind] = Math.max(ofClass[kind], lengths.get(kind)[example]);
      }
      for (int one = 1; one < CLASSES; one++) {
        longest[one][kind] = Math.max(longest[one][kind], longest[one - 1][kind]);
      }
    }
    return longest;
  }

  /**
   * The last class of each part, found from what is best for the classes up to each.
   *
   * @param counts examples of each class
   * @param costs what one of a part that ends with a class takes
   */
  private static int[] ends(long[] counts, long[] costs, int most) {
    int[] used = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    int parts = Math.min(most, used.length);
    long[][] best = new long[parts + 1][used.length + 1];
    int[][] from = new int[parts + 1][used.length + 1];
    Arrays.fill(best[0], 1, used.length + 1, Long.MAX_VALUE);
    for (int part = 1; part <= parts; part++) {
      Arrays.fill(best[part], Long.MAX_VALUE);
      for (int end = part; end <= used.length; end++) {
        long examples = 0;
        for (int begin = end - 1; begin >= part - 1; begin--) {
          examples += counts[used[begin]];
          long before = best[part - 1][begin];
          long all = examples * costs[used[end - 1]];
          if (before < Long.MAX_VALUE && before + all < best[part][end]) {
            best[part][end] = before + all;
            from[part][end] = begin;
          }
        }
      }
    }
    List<Integer> ends = new ArrayList<>();
    for (int part = parts, end = used.length; part > 0; end = from[part][end], part--) {
      ends.add(0, used[end - 1]);
    }
    return ends.stream().mapToInt(Integer::intValue).toArray();
  }
}
