package dev.trine.report;

import dev.trine.data.Dataset;
import java.util.stream.IntStream;

/**
 * Some examples of a set, evenly spread over it.
 *
 * @param numbers that they have in the set
 */
record Sample(Dataset examples, int[] numbers) {
  /** Numbers for all examples together, at most: 64 MiB of them. */
  private static final int MOST_NUMBERS = 1 << 24;

  /** As many as leave room for so many numbers each; all, if they fit. */
  static Sample of(Dataset set, int each) {
    return ofAtMost(set, Math.max(1, MOST_NUMBERS / Math.max(1, each)));
  }

  static Sample ofAtMost(Dataset set, int most) {
    int count = Math.min(most, set.size());
    int[] numbers =
        IntStream.range(0, count).map(i -> (int) ((long) i * set.size() / count)).toArray();
    return new Sample(set.select(numbers), numbers);
  }

  /** The number that an example has in the set. */
  int number(int example) {
    return numbers[example];
  }
}
