package dev.trine.examples.autocorrect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The baseline: the words that take the fewest edits to what was typed, and among these the
 * commonest first.
 *
 * @param letters of each word, as bits
 */
record Nearest(WordList list, long[] letters) {
  /** Edits at most. */
  static final int FARTHEST = 3;

  static Nearest of(WordList list) {
    return new Nearest(list, list.words().stream().mapToLong(Nearest::letters).toArray());
  }

  /**
   * So many words at most, nearest first, none farther than {@link #FARTHEST}.
   *
   * @return places in the list
   */
  List<Integer> to(String typed, int most) {
    Map<Integer, List<Integer>> found = new TreeMap<>();
    long typedLetters = letters(typed);
    for (int i = 0; i < letters.length; i++) {
      // An edit makes at most two letters new or missing: most words need no closer look.
      if (Long.bitCount(letters[i] ^ typedLetters) <= 2 * FARTHEST) {
        int distance = Edit.distance(list.words().get(i), typed, FARTHEST);
        if (distance <= FARTHEST) {
          found.computeIfAbsent(distance, key -> new ArrayList<>()).add(i);
        }
      }
    }
    return found.values().stream().flatMap(List::stream).limit(most).toList();
  }

  /** The nearest words to each of what was typed. */
  List<List<String>> corrections(List<String> typed) {
    return typed.parallelStream()
        .map(each -> to(each, Corrector.WORDS).stream().map(list.words()::get).toList())
        .toList();
  }

  /** A bit for each letter that is there, and one for each that is there twice. */
  private static long letters(String word) {
    long letters = 0;
    for (int i = 0; i < word.length(); i++) {
      long letter = 1L << word.charAt(i) - 'a';
      letters |= (letters & letter) == 0 ? letter : letter << 26;
    }
    return letters;
  }
}
