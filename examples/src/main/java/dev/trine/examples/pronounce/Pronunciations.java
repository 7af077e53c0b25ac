package dev.trine.examples.pronounce;

import dev.trine.DataException;
import dev.trine.examples.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Words with their phonemes, as the CMU Pronouncing Dictionary has them, but for the stress.
 *
 * @param entries in an order that says nothing of the words
 */
record Pronunciations(List<Entry> entries, Fingerprint fingerprint) {
  private static final List<String> FILES = List.of("dict.txt", "dict.txt.gz");

  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern LETTERS = Pattern.compile("[a-z]{2,}");
  private static final Pattern STRESS = Pattern.compile("[0-9]");

  /**
   * A word and the first of its pronunciations.
   *
   * @param word of the letters a to z
   * @param phonemes such as {@code [T, R, AY, N]}
   */
  record Entry(String word, List<String> phonemes) {}

  /** The 8,000 commonest words of novels, speeches and reports. */
  static Pronunciations bundled() {
    try (InputStream resource = Pronunciations.class.getResourceAsStream("dict.txt.gz")) {
      return of(resource.readAllBytes(), true);
    } catch (IOException unreadable) {
      throw new DataException("The bundled dictionary cannot be read", unreadable);
    }
  }

  /**
   * Of {@code dict.txt} or {@code dict.txt.gz}, as the dictionary is distributed.
   *
   * @throws DataException if the folder has neither, or it cannot be read, or has no words
   */
  static Pronunciations of(Path folder) {
    Path file =
        FILES.stream()
            .map(folder::resolve)
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(
                () ->
                    new DataException(
                        "%s has no file dict.txt or dict.txt.gz, the CMU Pronouncing Dictionary"
                            .formatted(folder)));
    Pronunciations found;
    try {
      found = of(Files.readAllBytes(file), file.toString().endsWith(".gz"));
    } catch (IOException unreadable) {
      throw new DataException("%s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
    if (found.entries.size() < 100) {
      throw new DataException(
          "%s has %s words, expected some thousands, a line each, such as 'TRAIN  T R EY1 N'"
              .formatted(file, found.entries.size()));
    }
    return found;
  }

  private static Pronunciations of(byte[] content, boolean zipped) throws IOException {
    byte[] text = content;
    if (zipped) {
      try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(content))) {
        text = unzipped.readAllBytes();
      }
    }
    return new Pronunciations(
        read(new String(text, StandardCharsets.ISO_8859_1)), Fingerprint.of(content));
  }

  /** Words of nothing but letters, of which there are some, shuffled. */
  private static List<Entry> read(String text) {
    List<Entry> entries = new ArrayList<>();
    Set<String> words = new HashSet<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String[] parts = SPACES.split(line.strip());
      String word = parts[0].toLowerCase(Locale.ROOT);
      if (LETTERS.matcher(word).matches()
          && word.length() <= Letters.MOST
          && parts.length > 1
          && parts.length <= Letters.MOST + 1
          && words.add(word)) {
        List<String> phonemes =
            Arrays.stream(parts).skip(1).map(part -> STRESS.matcher(part).replaceAll("")).toList();
        entries.add(new Entry(word, phonemes));
      }
    }
    entries.sort((one, other) -> one.word.compareTo(other.word));
    Collections.shuffle(entries, new Random(1));
    return List.copyOf(entries);
  }
}
