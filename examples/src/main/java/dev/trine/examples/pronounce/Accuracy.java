package dev.trine.examples.pronounce;

import dev.trine.examples.pronounce.Pronunciations.Entry;
import java.util.List;
import java.util.function.Function;

/**
 * How good pronunciations are.
 *
 * @param phonemes 1 less what has to be inserted, left out and replaced, by the number of phonemes
 *     there are
 * @param words the fraction of those that are right as a whole
 */
record Accuracy(double phonemes, double words) {
  /**
   * Of what is said of words.
   *
   * @param speaker gives the phonemes of each of several words
   */
  static Accuracy of(List<Entry> entries, Function<List<String>, List<List<String>>> speaker) {
    List<List<String>> said = speaker.apply(entries.stream().map(Entry::word).toList());
    int count = 0;
    int wrong = 0;
    int right = 0;
    for (int i = 0; i < entries.size(); i++) {
      int edits = edits(entries.get(i).phonemes(), said.get(i));
      count += entries.get(i).phonemes().size();
      wrong += edits;
      right += edits == 0 ? 1 : 0;
    }
    return new Accuracy(1 - (double) wrong / count, (double) right / entries.size());
  }

  /** The least number of phonemes to insert, leave out or replace (Levenshtein 1966). */
  static int edits(List<String> from, List<String> to) {
    int[] row = new int[to.size() + 1];
    for (int j = 0; j <= to.size(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.size(); j++) {
        int replaced = diagonal + (from.get(i - 1).equals(to.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.size()];
  }
}
