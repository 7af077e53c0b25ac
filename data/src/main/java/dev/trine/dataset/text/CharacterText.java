package dev.trine.dataset.text;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Text as numbers of characters, of which a network foretells the next. A character is a code point
 * of Unicode. The vocabulary is all that occur, in the order of their code points, or one that is
 * given, as that of the text that a model was trained on.
 */
public final class CharacterText {
  private final List<String> vocabulary;
  private final int[] characters;

  private CharacterText(List<String> vocabulary, int[] characters) {
    this.vocabulary = vocabulary;
    this.characters = characters;
  }

  /**
   * A file in UTF-8 in memory, with its own vocabulary.
   *
   * @throws DataException if it cannot be read or is no UTF-8, naming the byte, or has fewer than
   *     two characters
   */
  public static CharacterText read(Path file) {
    return of(file.toString(), Utf8File.read(file));
  }

  /**
   * A file in UTF-8 in memory, with the vocabulary of another text.
   *
   * @throws DataException as of {@link #read(Path)}, and if a character is not in the vocabulary
   */
  public static CharacterText read(Path file, List<String> vocabulary) {
    return of(file.toString(), Utf8File.read(file), vocabulary);
  }

  /**
   * A text with its own vocabulary.
   *
   * @param source of it, for messages
   * @throws DataException if it has fewer than two characters
   */
  public static CharacterText of(String source, String text) {
    List<String> vocabulary =
        text.codePoints().distinct().sorted().mapToObj(Character::toString).toList();
    return of(source, text, vocabulary);
  }

  /**
   * A text with the vocabulary of another.
   *
   * @param source of it, for messages
   * @throws DataException if it has fewer than two characters, or one that is not in the vocabulary
   * @throws IllegalArgumentException if the vocabulary is not single characters, each once
   */
  public static CharacterText of(String source, String text, List<String> vocabulary) {
    int[] characters = text.codePoints().toArray();
    if (characters.length < 2) {
      throw new DataException(
          "%s has %s characters, expected at least 2, one to follow on the other"
              .formatted(source, characters.length));
    }
    Map<Integer, Integer> numbers = numbers(vocabulary);
    for (int i = 0; i < characters.length; i++) {
      Integer number = numbers.get(characters[i]);
      if (number == null) {
        throw new DataException(
            "%s, character %s: '%s' (U+%04X) is not in the vocabulary of %s characters: take it away, or build the vocabulary over all texts"
                .formatted(
                    source,
                    i,
                    Character.toString(characters[i]),
                    characters[i],
                    vocabulary.size()));
      }
      characters[i] = number;
    }
    return new CharacterText(List.copyOf(vocabulary), characters);
  }

  private static Map<Integer, Integer> numbers(List<String> vocabulary) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (String character : vocabulary) {
      boolean isOne = character.codePointCount(0, character.length()) == 1;
      if (!isOne || numbers.putIfAbsent(character.codePointAt(0), numbers.size()) != null) {
        throw new IllegalArgumentException(
            "The vocabulary has '%s', expected single characters, each once".formatted(character));
      }
    }
    return numbers;
  }

  /** The characters that there are, in the order of their numbers. */
  public List<String> vocabulary() {
    return vocabulary;
  }

  /** How many characters the text has. */
  public int length() {
    return characters.length;
  }

  /**
   * Windows of the text, each with the characters that follow on each of its own. Characters at the
   * end that fill no window are left out.
   *
   * @param time characters a window
   * @param stride from the beginning of a window to that of the next: {@code time}, for windows
   *     side by side
   * @return the input "features", I32 [time], and the labels "targets", I32 [time], whose classes
   *     are the vocabulary
   * @throws IllegalArgumentException if there is no window, or time or stride are not positive
   */
  public Dataset windows(int time, int stride) {
    if (time < 1 || stride < 1 || time >= characters.length) {
      throw new IllegalArgumentException(
          "Of %s characters there are no windows of %s every %s; expected at least 1 of each, and fewer than there are, one of which comes last"
              .formatted(characters.length, time, stride));
    }
    return Dataset.of(TextWindows.of(vocabulary, characters, Shape.of(time), stride));
  }

  /**
   * The text as streams for truncated backpropagation: row i of each batch goes on from row i of
   * the batch before ({@link Dataset#streams(int, int)}).
   *
   * @param count of streams, which is how many examples a batch has
   * @param time characters a window
   * @return a set with the fields of {@link #windows}
   * @throws IllegalArgumentException if there are too few characters
   */
  public Dataset streams(int count, int time) {
    return Dataset.of(TextWindows.of(vocabulary, characters, Shape.of(), 1)).streams(count, time);
  }
}
