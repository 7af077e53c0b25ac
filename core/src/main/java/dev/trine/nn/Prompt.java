package dev.trine.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Generator} is to go on from.
 *
 * @param words that the sequence begins with, at least one
 * @param given the values of the network's other inputs, such as what an encoder reads, by name,
 *     row-major, those of whole numbers as floats too
 * @param most words behind them
 */
public record Prompt(List<Integer> words, Map<String, float[]> given, int most) {
  public Prompt {
    words = List.copyOf(words);
    given = Map.copyOf(given);
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "The prompt has no words: begin with one that means the beginning of a sequence");
    }
    if (most < 1) {
      throw new IllegalArgumentException("most is %s, expected at least 1".formatted(most));
    }
  }

  /** These words, with no other inputs, and as many behind them as there is room for. */
  public static Prompt of(int... words) {
    return new Prompt(Arrays.stream(words).boxed().toList(), Map.of(), Integer.MAX_VALUE);
  }

  /** The same with the values of an input. */
  public Prompt with(String input, float... values) {
    Map<String, float[]> all = new LinkedHashMap<>(given);
    all.put(input, values);
    return new Prompt(words, all, most);
  }

  /** The same with at most so many words behind it. */
  public Prompt atMost(int value) {
    return new Prompt(words, given, value);
  }
}
