package dev.trine.examples.autocorrect;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Slips in words of a list, as many as one likes. Words are drawn by the roots of their counts, so
 * that rare ones come up too.
 */
record GeneratedSlips(WordList list, double[] sums) {
  static GeneratedSlips of(WordList list) {
    double[] sums = Arrays.stream(list.counts()).mapToDouble(Math::sqrt).toArray();
    Arrays.parallelPrefix(sums, Double::sum);
    return new GeneratedSlips(list, sums);
  }

  /** So many, of which none is a word of the list; others for each seed. */
  List<Misspelling> of(int count, long seed) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> one(new Random(seed * 1_000_003 + i)))
        .toList();
  }

  private Misspelling one(Random random) {
    while (true) {
      int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
      String word = list.words().get(at < 0 ? -at - 1 : at);
      // What may be meant by two letters is anybody's guess.
      String typed = word.length() < 3 ? word : Slips.of(word, random);
      if (!list.has(typed)) {
        return new Misspelling(typed, word);
      }
    }
  }
}
