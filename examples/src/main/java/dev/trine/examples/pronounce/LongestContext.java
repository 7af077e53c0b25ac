package dev.trine.examples.pronounce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The baseline: what a letter stood for most often in the widest context that was seen, of up to
 * four letters before it and four behind it. Where a context is new, a narrower one decides, and at
 * last the letter alone.
 *
 * @param counts of sounds by context, the letter marked in it
 */
record LongestContext(Map<String, Map<String, Integer>> counts) {
  private static final int MOST = 4;

  /** Learned from aligned words. */
  static LongestContext learned(List<Aligned> words) {
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (Aligned word : words) {
      for (int i = 0; i < word.letters().length(); i++) {
        for (int width = 0; width <= 2 * MOST; width++) {
          counts
              .computeIfAbsent(context(word.letters(), i, width), key -> new HashMap<>())
              .merge(word.sounds().get(i), 1, Integer::sum);
        }
      }
    }
    return new LongestContext(counts);
  }

  /** What it says of each word. */
  List<List<String>> phonemes(List<String> words) {
    return words.stream()
        .map(
            word ->
                Aligned.phonemes(
                    IntStream.range(0, word.length()).mapToObj(i -> sound(word, i)).toList()))
        .toList();
  }

  private String sound(String word, int letter) {
    int width = 2 * MOST;
    while (width > 0 && !counts.containsKey(context(word, letter, width))) {
      width--;
    }
    return counts.getOrDefault(context(word, letter, width), Map.of("", 1)).entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** So many letters around one, of which there is one more behind it than before if it is odd. */
  private static String context(String word, int letter, int width) {
    String padded = "_".repeat(MOST) + word + "_".repeat(MOST);
    int at = letter + MOST;
    int from = at - width / 2;
    int to = at + (width + 1) / 2;
    return padded.substring(from, at)
        + "("
        + word.charAt(letter)
        + ")"
        + padded.substring(at + 1, to + 1);
  }
}
