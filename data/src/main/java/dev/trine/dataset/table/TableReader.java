package dev.trine.dataset.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trine.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads tables as RFC 4180 has them: a line a row, fields that may be quoted. What is not said is
 * guessed. White space around a field is no part of it, and empty lines are skipped.
 */
public final class TableReader {
  /** Of the text, from which the separator is guessed. */
  private static final int START = 1 << 16;

  private Character separator;
  private Boolean hasHeader;
  private Set<String> missing = Set.of("", "na", "nan", "?");

  TableReader() {}

  /**
   * What stands between fields. If not said: the first of tab, semicolon, bar and comma that cuts
   * each of the first lines into equally many fields.
   *
   * @throws IllegalArgumentException if it is a quote, ends a line or is U+0000
   */
  public TableReader separator(char between) {
    if ("\"\n\r\0".indexOf(between) >= 0) {
      throw new IllegalArgumentException(
          "Separator is U+%04X, expected neither a quote, nor the end of a line, nor U+0000"
              .formatted((int) between));
    }
    separator = between;
    return this;
  }

  /**
   * Whether the first line is the names of the columns. If not said: if no number is in it, but a
   * name is. Columns without a name are called {@code column 0}, {@code column 1}, … by their
   * index.
   */
  public TableReader header(boolean isThere) {
    hasHeader = isThere;
    return this;
  }

  /**
   * The texts that stand for a missing value, in small letters or capitals. If not said: an empty
   * one, {@code NA}, {@code nan} and {@code ?}.
   */
  public TableReader missing(String... texts) {
    missing = Arrays.stream(texts).map(TableReader::folded).collect(Collectors.toSet());
    return this;
  }

  private boolean isMissing(String cell) {
    return missing.contains(folded(cell));
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a file in UTF-8, plain or in gzip.
   *
   * @throws DataException if it cannot be read or is no table with at least one row, naming the
   *     line
   */
  public Table read(Path file) {
    String name = String.valueOf(file.getFileName());
    try (BufferedReader text = TextFile.open(file)) {
      char between = separator == null ? SeparatorGuess.of(start(text)) : separator;
      try (CsvReader<CsvRecord> lines =
          CsvReader.builder()
              .fieldSeparator(between)
              .acceptCharsAfterQuotes(false)
              .ofCsvRecord(text)) {
        return new TableLines(name, between, hasHeader, this::isMissing).table(lines.iterator());
      }
    } catch (IOException failure) {
      throw TextFile.unreadable(file, failure);
    } catch (UncheckedIOException failure) {
      throw TextFile.unreadable(file, failure.getCause());
    } catch (CsvParseException failure) {
      String more = failure.getCause() == null ? "" : ": " + failure.getCause().getMessage();
      throw new DataException("%s: %s%s".formatted(name, failure.getMessage(), more), failure);
    }
  }

  private static String start(BufferedReader text) throws IOException {
    char[] start = new char[START];
    text.mark(START);
    int length = 0;
    for (int read = 0; read >= 0 && length < START; length += Math.max(0, read)) {
      read = text.read(start, length, START - length);
    }
    text.reset();
    return new String(start, 0, length);
  }
}
