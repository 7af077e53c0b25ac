package dev.trine.examples.pronounce;

import dev.trine.examples.pronounce.Pronunciations.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which phonemes each letter of a word stands for: none, as the e of "cake", one, or two, as the x
 * of "six". Nobody has said so. It is learned by going back and forth between the likeliest
 * alignment of each word, by dynamic programming, and what letters stand for by the alignments of
 * all (Viterbi training, of which Damper et al. 2005 tell for this task).
 *
 * @param logarithms of the probability of a sound, by its letter; sounds that did not occur are not
 *     there
 */
record Alignment(Map<Character, Map<String, Double>> logarithms) {
  /** What a sound has that did not occur with a letter: so little that any other is better. */
  private static final double UNSEEN = -20;

  private static final int ROUNDS = 6;
  private static final int MOST_PHONEMES = 2;

  /** Learned from these words. */
  static Alignment learned(List<Entry> entries) {
    Alignment alignment = ofNeighbours(entries);
    for (int round = 0; round < ROUNDS; round++) {
      Map<Character, Map<String, Double>> counts = new HashMap<>();
      for (Entry entry : entries) {
        List<String> sounds = alignment.sounds(entry);
        for (int i = 0; i < sounds.size(); i++) {
          count(counts, entry.word().charAt(i), sounds.get(i), 1);
        }
      }
      alignment = of(counts);
    }
    return alignment;
  }

  /**
   * What each letter of the word stands for by the likeliest alignment, phonemes with spaces
   * between them; nothing if there are more than two phonemes a letter.
   */
  List<String> sounds(Entry entry) {
    int letters = entry.word().length();
    int phonemes = entry.phonemes().size();
    // best[i][j]: of i letters that stand for j phonemes; taken[i][j]: how many the last has.
    double[][] best = new double[letters + 1][phonemes + 1];
    int[][] taken = new int[letters + 1][phonemes + 1];
    Arrays.stream(best).forEach(row -> Arrays.fill(row, Double.NEGATIVE_INFINITY));
    best[0][0] = 0;
    for (int i = 1; i <= letters; i++) {
      for (int j = 0; j <= phonemes; j++) {
        for (int count = 0; count <= Math.min(j, MOST_PHONEMES); count++) {
          String sound = String.join(" ", entry.phonemes().subList(j - count, j));
          double score = best[i - 1][j - count] + logarithm(entry.word().charAt(i - 1), sound);
          if (score > best[i][j]) {
            best[i][j] = score;
            taken[i][j] = count;
          }
        }
      }
    }
    return best[letters][phonemes] == Double.NEGATIVE_INFINITY
        ? List.of()
        : backwards(entry, taken);
  }

  private static List<String> backwards(Entry entry, int[][] taken) {
    List<String> sounds = new ArrayList<>();
    int j = entry.phonemes().size();
    for (int i = entry.word().length(); i > 0; i--) {
      int count = taken[i][j];
      sounds.add(String.join(" ", entry.phonemes().subList(j - count, j)));
      j -= count;
    }
    Collections.reverse(sounds);
    return sounds;
  }

  private double logarithm(char letter, String sound) {
    return logarithms.getOrDefault(letter, Map.of()).getOrDefault(sound, UNSEEN);
  }

  /** To begin with: letters go with phonemes that are about as far along the word. */
  private static Alignment ofNeighbours(List<Entry> entries) {
    Map<Character, Map<String, Double>> counts = new HashMap<>();
    for (Entry entry : entries) {
      int letters = entry.word().length();
      int phonemes = entry.phonemes().size();
      for (int i = 0; i < letters; i++) {
        for (int j = 0; j < phonemes; j++) {
          double distance = (i + 0.5) / letters - (j + 0.5) / phonemes;
          double nearness = Math.exp(-50 * distance * distance);
          count(counts, entry.word().charAt(i), entry.phonemes().get(j), nearness);
          if (j > 0) {
            String pair = String.join(" ", entry.phonemes().subList(j - 1, j + 1));
            count(counts, entry.word().charAt(i), pair, 0.01 * nearness);
          }
        }
        count(counts, entry.word().charAt(i), "", 0.2);
      }
    }
    return of(counts);
  }

  private static void count(
      Map<Character, Map<String, Double>> counts, char letter, String sound, double by) {
    counts.computeIfAbsent(letter, key -> new HashMap<>()).merge(sound, by, Double::sum);
  }

  private static Alignment of(Map<Character, Map<String, Double>> counts) {
    Map<Character, Map<String, Double>> logarithms = new HashMap<>();
    counts.forEach(
        (letter, sounds) -> {
          double sum = sounds.values().stream().mapToDouble(each -> each).sum();
          Map<String, Double> row = new HashMap<>();
          sounds.forEach((sound, count) -> row.put(sound, Math.log(count / sum)));
          logarithms.put(letter, row);
        });
    return new Alignment(logarithms);
  }
}
