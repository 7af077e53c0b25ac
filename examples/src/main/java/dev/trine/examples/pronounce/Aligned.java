package dev.trine.examples.pronounce;

import dev.trine.examples.pronounce.Pronunciations.Entry;
import java.util.Arrays;
import java.util.List;

/**
 * A word and what its letters stand for.
 *
 * @param sounds one a letter: no phoneme, which is the empty text, one, or two with a space between
 */
record Aligned(String letters, List<String> sounds) {
  /** All words that can be aligned. */
  static List<Aligned> all(List<Entry> entries, Alignment alignment) {
    return entries.stream()
        .map(entry -> new Aligned(entry.word(), alignment.sounds(entry)))
        .filter(word -> !word.sounds.isEmpty())
        .toList();
  }

  /** The phonemes of sounds one behind the other. */
  static List<String> phonemes(List<String> sounds) {
    return sounds.stream()
        .filter(sound -> !sound.isEmpty())
        .flatMap(sound -> Arrays.stream(sound.split(" ")))
        .toList();
  }
}
