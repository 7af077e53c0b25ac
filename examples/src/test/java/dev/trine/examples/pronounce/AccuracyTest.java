package dev.trine.examples.pronounce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.examples.pronounce.Pronunciations.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyTest {
  @Test
  void countsEditsAndWholeWords() {
    List<Entry> entries =
        List.of(
            new Entry("cat", List.of("K", "AE", "T")),
            new Entry("table", List.of("T", "EY", "B", "AH", "L")));
    Accuracy accuracy =
        Accuracy.of(
            entries, words -> List.of(List.of("K", "AE", "T"), List.of("T", "AE", "B", "L", "EY")));
    // AE for EY, no AH, and EY too many: 3 of 8.
    assertEquals(new Accuracy(5.0 / 8, 0.5), accuracy);
  }

  @Test
  void editsAreAsInTheTextbook() {
    assertEquals(3, Accuracy.edits(letters("kitten"), letters("sitting")));
    assertEquals(6, Accuracy.edits(letters("kitten"), List.of()));
    assertEquals(2, Accuracy.edits(List.of(), letters("it")));
  }

  private static List<String> letters(String text) {
    return List.of(text.split(""));
  }
}
