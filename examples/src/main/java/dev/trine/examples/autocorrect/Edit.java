package dev.trine.examples.autocorrect;

import java.util.ArrayList;
import java.util.List;

/**
 * One difference between a word and what was typed, with what is around it.
 *
 * @param kind of the difference
 * @param letter of the word; 0 if there is one too many
 * @param typed in its place; 0 if it was left out
 * @param before the letter of the word before that; 0 at its beginning
 * @param after the letter of the word behind that; 0 at its end
 * @param place where in the word: 0 the first letter, 1 the second, 2 further on, 3 the last
 */
record Edit(Kind kind, char letter, char typed, char before, char after, int place) {
  enum Kind {
    REPLACED,
    LEFT_OUT,
    TOO_MANY,
    SWAPPED
  }

  /** As many as the distance of the two, from the end to the beginning. */
  static List<Edit> between(String word, String typed) {
    int[][] distances = distances(word, typed, Integer.MAX_VALUE);
    List<Edit> edits = new ArrayList<>();
    int i = word.length();
    int j = typed.length();
    while (i > 0 || j > 0) {
      int here = distances[i][j];
      if (i > 0
          && j > 0
          && at(word, i - 1) == at(typed, j - 1)
          && distances[i - 1][j - 1] == here) {
        i--;
        j--;
      } else if (isSwapped(word, i, typed, j) && distances[i - 2][j - 2] == here - 1) {
        edits.add(of(Kind.SWAPPED, word, i - 2, 2, at(typed, j - 2)));
        i -= 2;
        j -= 2;
      } else if (j > 0 && distances[i][j - 1] == here - 1) {
        edits.add(of(Kind.TOO_MANY, word, i, 0, at(typed, j - 1)));
        j--;
      } else if (i > 0 && distances[i - 1][j] == here - 1) {
        edits.add(of(Kind.LEFT_OUT, word, i - 1, 1, (char) 0));
        i--;
      } else {
        edits.add(of(Kind.REPLACED, word, i - 1, 1, at(typed, j - 1)));
        i--;
        j--;
      }
    }
    return edits;
  }

  /** How many edits there are between the two, or more than {@code most} if there are more. */
  static int distance(String word, String typed, int most) {
    int[][] distances =
        Math.abs(word.length() - typed.length()) > most ? null : distances(word, typed, most);
    return distances == null ? most + 1 : distances[word.length()][typed.length()];
  }

  /**
   * How many letters have to be replaced, left out, added or swapped with their neighbour, of which
   * none is touched twice (Damerau 1964), for each beginning of either; null as soon as it is clear
   * that there are more than {@code most}.
   */
  private static int[][] distances(String word, String typed, int most) {
    int[][] distances = new int[word.length() + 1][typed.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      int least = Integer.MAX_VALUE;
      for (int j = 0; j <= typed.length(); j++) {
        distances[i][j] = i == 0 || j == 0 ? i + j : least(distances, word, i, typed, j);
        least = Math.min(least, distances[i][j]);
      }
      // From row to row the least grows by one at most, so that no swap comes back below it.
      if (least > most) {
        return null;
      }
    }
    return distances;
  }

  private static int least(int[][] distances, String word, int i, String typed, int j) {
    int replaced = distances[i - 1][j - 1] + (at(word, i - 1) == at(typed, j - 1) ? 0 : 1);
    int added = 1 + Math.min(distances[i - 1][j], distances[i][j - 1]);
    int swapped = isSwapped(word, i, typed, j) ? distances[i - 2][j - 2] + 1 : added;
    return Math.min(replaced, Math.min(added, swapped));
  }

  private static boolean isSwapped(String word, int i, String typed, int j) {
    return i > 1
        && j > 1
        && at(word, i - 1) == at(typed, j - 2)
        && at(word, i - 2) == at(typed, j - 1)
        && at(word, i - 1) != at(word, i - 2);
  }

  /** Of so many letters of the word from one on. */
  private static Edit of(Kind kind, String word, int from, int letters, char typed) {
    char before = from > 0 ? word.charAt(from - 1) : 0;
    char letter = letters > 0 ? word.charAt(from) : 0;
    char after = from + letters < word.length() ? word.charAt(from + letters) : 0;
    int place = Math.min(from, from + letters >= word.length() ? 3 : 2);
    return new Edit(kind, letter, typed, before, after, place);
  }

  private static char at(String text, int i) {
    return text.charAt(i);
  }
}
