package dev.trine.examples.pronounce;

import java.util.Locale;

/** Letters as the networks take them: a to z are 1 to 26, and 0 is beyond the word. */
final class Letters {
  /** How many numbers there are. */
  static final int COUNT = 27;

  /** The longest word that is taken, and the most phonemes of one. */
  static final int MOST = 24;

  private Letters() {}

  /** The number of the letter at a place, which may be beyond the word. */
  static int number(String word, int at) {
    return at < 0 || at >= word.length() ? 0 : word.charAt(at) - 'a' + 1;
  }

  /**
   * A word that somebody gives, in small letters.
   *
   * @throws IllegalArgumentException if there is something else in it, or it is too long
   */
  static String checked(String given) {
    String word = given.toLowerCase(Locale.ROOT);
    word.chars()
        .filter(character -> character < 'a' || character > 'z')
        .findFirst()
        .ifPresent(
            character -> {
              throw new IllegalArgumentException(
                  "'%s' has '%c' in it, expected the letters a to z alone"
                      .formatted(given, (char) character));
            });
    if (word.isEmpty() || word.length() > MOST) {
      throw new IllegalArgumentException(
          "'%s' has %s letters, expected 1 to %s".formatted(given, word.length(), MOST));
    }
    return word;
  }
}
