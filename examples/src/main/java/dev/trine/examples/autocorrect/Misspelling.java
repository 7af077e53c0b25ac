package dev.trine.examples.autocorrect;

import dev.trine.DataException;
import dev.trine.examples.Fingerprint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What was typed, and the word that was meant. */
record Misspelling(String typed, String word) {
  private static final List<String> FILES =
      List.of("misspellings.tsv", "misspellings.tsv.gz", "dictionary.txt");

  /**
   * Those of a file of lines {@code typed<TAB>word}, or {@code typed->word}, as codespell has them;
   * of several words the first is taken, and what is not written in the letters a to z is left out.
   *
   * @throws DataException if the folder has no such file, or it cannot be read, or has none
   */
  static List<Misspelling> of(Path folder) {
    Path file = file(folder);
    List<Misspelling> found;
    try (InputStream raw = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      found =
          reader
              .lines()
              .map(line -> line.split("\t|->|,"))
              .filter(parts -> parts.length > 1)
              .map(parts -> new Misspelling(parts[0].strip(), parts[1].strip()))
              .filter(each -> each.typed.matches("[a-z]+") && each.word.matches("[a-z]+"))
              .toList();
    } catch (IOException unreadable) {
      throw new DataException("%s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
    if (found.isEmpty()) {
      throw new DataException(
          "%s has no lines of what was typed and what was meant, such as 'teh<TAB>the'"
              .formatted(file));
    }
    return found;
  }

  /** Of the file in the folder. */
  static Fingerprint fingerprint(Path folder) {
    Path file = file(folder);
    try {
      return Fingerprint.of(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new DataException("%s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
  }

  private static Path file(Path folder) {
    return FILES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () -> new DataException("%s has none of the files %s".formatted(folder, FILES)));
  }
}
