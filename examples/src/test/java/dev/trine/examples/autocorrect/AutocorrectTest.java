package dev.trine.examples.autocorrect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.examples.TestSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutocorrectTest {
  private static final Autocorrect SMALL = new Autocorrect(3000, 8);

  @TempDir private Path folder;

  @Test
  void beatsTheNearestWordAndTrainsOnce() throws IOException {
    List<String> first = TestSetting.run(SMALL, folder, null, "Sesert");
    List<String> second = TestSetting.run(SMALL, folder, null, "Sesert");
    double baseline = TestSetting.number(first, "Baseline top-1");
    double reached = TestSetting.number(first, "Test top-1");
    assertTrue(reached > baseline + 2, first.toString());

    assertEquals(first.subList(first.indexOf(second.get(0)), first.size()), second);
    assertTrue(second.get(0).startsWith("sesert  "), second.get(0));
    List<String> offered = Arrays.asList(second.get(0).substring(8).split(", "));
    assertEquals(3, offered.size());
    assertTrue(offered.contains("desert") || offered.contains("dessert"), second.get(0));

    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("Test top-1: ") && page.contains("Fifty slips"), page);
  }

  @Test
  void measuresWithRealMisspellings() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    // A word that is not in the list cannot be found, and one that is there is no misspelling.
    Files.writeString(
        data.resolve("misspellings.tsv"),
        "untill\tuntil\nteh\tthe\nwich\twhich\nfreind\tfriend\nqqq\tqqqq\nthe\tthey\n");
    List<String> lines = TestSetting.run(new Autocorrect(200, 1), folder, data);
    assertTrue(lines.contains("4 of 6 misspellings are measured with"), lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("of real misspellings")));
  }

  @Test
  void readsLinesOfCodespellToo() throws IOException {
    Files.writeString(folder.resolve("dictionary.txt"), "teh->the\nwoh->who, how,\nit's->its\n");
    assertEquals(
        List.of(new Misspelling("teh", "the"), new Misspelling("woh", "who")),
        Misspelling.of(folder));
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Exception digit =
        assertThrows(
            IllegalArgumentException.class, () -> TestSetting.run(SMALL, folder, null, "l8r"));
    assertTrue(digit.getMessage().startsWith("'l8r' cannot be corrected"), digit.getMessage());
    Exception missing =
        assertThrows(DataException.class, () -> TestSetting.run(SMALL, folder, folder, "word"));
    assertTrue(missing.getMessage().contains("misspellings.tsv"), missing.getMessage());
    Files.writeString(folder.resolve("misspellings.tsv"), "nothing of the kind\n");
    Exception empty = assertThrows(DataException.class, () -> Misspelling.of(folder));
    assertTrue(empty.getMessage().contains("has no lines"), empty.getMessage());
  }
}
