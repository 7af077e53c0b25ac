package dev.trine.examples.pronounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.examples.TestSetting;
import dev.trine.examples.pronounce.Pronunciations.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PronounceTest {
  private static final Pronounce SMALL = new Pronounce(400, 2);

  @TempDir private Path folder;

  @Test
  void trainsOnce() throws IOException {
    List<String> first = TestSetting.run(SMALL, folder, null, "Train", "six");
    List<String> second = TestSetting.run(SMALL, folder, null, "Train", "six");
    assertTrue(first.get(0).startsWith("training on 350 words; 50 others"), first.toString());
    assertTrue(second.get(0).startsWith("train  "), second.toString());
    assertTrue(second.get(1).startsWith("six  "), second.toString());
    assertEquals(first.subList(first.indexOf(second.get(0)), first.size()), second);
    assertTrue(TestSetting.number(first, "Baseline word accuracy") > 10, first.toString());
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("Test word accuracy: ") && page.contains("longest context"), page);
  }

  @Test
  void windowsOverLettersBeatTheLongestContextOnSomeWords() {
    List<Entry> entries = Pronunciations.bundled().entries().subList(0, 5000);
    List<Entry> held = entries.subList(0, 1000);
    List<Entry> training = entries.subList(1000, 5000);
    List<Aligned> aligned = Aligned.all(training, Alignment.learned(training));
    Accuracy baseline = Accuracy.of(held, LongestContext.learned(aligned)::phonemes);
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults());
        Windows windows = Windows.trained(backend, aligned, 8)) {
      Accuracy reached = Accuracy.of(held, windows::phonemes);
      String both = "%s, baseline %s".formatted(reached, baseline);
      assertTrue(reached.words() > baseline.words() + 0.01, both);
      assertTrue(reached.phonemes() > baseline.phonemes(), both);
    }
  }

  @Test
  void refusesWhatAreNoLettersBeforeItTrains() {
    Exception digit =
        assertThrows(
            IllegalArgumentException.class,
            () -> TestSetting.run(SMALL, folder, null, "good", "m8"));
    assertEquals("'m8' has '8' in it, expected the letters a to z alone", digit.getMessage());
    Exception length =
        assertThrows(
            IllegalArgumentException.class,
            () -> TestSetting.run(SMALL, folder, null, "a".repeat(25)));
    assertTrue(length.getMessage().endsWith("has 25 letters, expected 1 to 24"));
    assertFalse(Files.exists(folder.resolve("report.html")));
  }

  @Test
  void readsTheDictionaryAsItIsDistributed() throws IOException {
    StringBuilder text = new StringBuilder(";;; A comment\nA(1)  EY1\nTRAIN  T R EY1 N\n");
    text.append("TRAIN(1)  T R AY1 N\nTRAIN'S  T R EY1 N Z\n");
    for (int i = 0; i < 200; i++) {
      text.append((char) ('A' + i % 26)).append((char) ('A' + i / 26)).append("  B IY0\n");
    }
    Files.writeString(folder.resolve("dict.txt"), text);
    List<Entry> entries = Pronunciations.of(folder).entries();
    assertEquals(201, entries.size());
    assertTrue(entries.contains(new Entry("train", List.of("T", "R", "EY", "N"))));
  }

  @Test
  void saysWhatIsMissingInAFolder() throws IOException {
    Exception missing = assertThrows(DataException.class, () -> Pronunciations.of(folder));
    assertTrue(missing.getMessage().contains("dict.txt"), missing.getMessage());
    Files.writeString(folder.resolve("dict.txt"), "TRAIN  T R EY1 N\n");
    Exception few = assertThrows(DataException.class, () -> Pronunciations.of(folder));
    assertTrue(few.getMessage().contains("has 1 words"), few.getMessage());
  }

  @Test
  void bundlesEightThousandWordsOnceEach() {
    List<Entry> entries = Pronunciations.bundled().entries();
    Set<String> words = entries.stream().map(Entry::word).collect(Collectors.toSet());
    assertEquals(8000, entries.size());
    assertEquals(8000, words.size());
    Set<String> phonemes = new HashSet<>();
    entries.forEach(entry -> phonemes.addAll(entry.phonemes()));
    assertEquals(39, phonemes.size());
  }
}
