package dev.trine.examples.pronounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.examples.pronounce.Pronunciations.Entry;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  private static List<Entry> entries;
  private static Alignment alignment;

  @BeforeAll
  static void learn() {
    entries = Pronunciations.bundled().entries();
    alignment = Alignment.learned(entries);
  }

  @Test
  void findsSilentLettersAndPairs() {
    assertEquals(List.of("K", "EY", "K", ""), sounds("cake", "K", "EY", "K"));
    assertEquals(List.of("S", "IH", "K S"), sounds("six", "S", "IH", "K", "S"));
    assertEquals(List.of("", "N", "AY", "F"), sounds("knif", "N", "AY", "F"));
    assertEquals(List.of("Y UW", "N", "IH", "T"), sounds("unit", "Y", "UW", "N", "IH", "T"));
  }

  @Test
  void keepsThePhonemes() {
    List<Aligned> aligned = Aligned.all(entries, alignment);
    assertTrue(aligned.size() > 0.99 * entries.size(), aligned.size() + " were aligned");
    for (Entry entry : entries) {
      List<String> sounds = alignment.sounds(entry);
      if (!sounds.isEmpty()) {
        assertEquals(entry.word().length(), sounds.size());
        assertEquals(entry.phonemes(), Aligned.phonemes(sounds));
      }
    }
  }

  @Test
  void givesUpWhereThereAreMoreThanTwoPhonemesALetter() {
    assertEquals(List.of(), sounds("w", "D", "AH", "B"));
  }

  private static List<String> sounds(String word, String... phonemes) {
    return alignment.sounds(new Entry(word, List.of(phonemes)));
  }
}
