package dev.trine.dataset.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Guesses what separates the fields of a table from its first lines: the first of tab, semicolon,
 * bar and comma that cuts each of them into equally many, at least two. The comma is last because
 * it stands in numbers and sentences too. If none does so, the one that cuts the first line into
 * most, so that an error tells of the lines that do not fit.
 */
final class SeparatorGuess {
  private static final char[] CANDIDATES = {'\t', ';', '|', ','};
  private static final int LINES = 20;

  private SeparatorGuess() {}

  /**
   * @param start of the text; its last line may be cut off, or be what follows the text
   */
  static char of(String start) {
    char widest = ',';
    int most = 1;
    for (char candidate : CANDIDATES) {
      List<Integer> counts = counts(start, candidate);
      int first = counts.isEmpty() ? 0 : counts.get(0);
      if (first > 1 && counts.stream().allMatch(count -> count == first)) {
        return candidate;
      }
      if (first > most) {
        widest = candidate;
        most = first;
      }
    }
    return widest;
  }

  /** How many fields each of the first lines has, less the last of the start. */
  private static List<Integer> counts(String start, char separator) {
    List<Integer> counts = new ArrayList<>();
    try (CsvReader<CsvRecord> lines =
        CsvReader.builder().fieldSeparator(separator).ofCsvRecord(start)) {
      for (CsvRecord line : lines) {
        counts.add(line.getFieldCount());
        if (counts.size() > LINES) {
          break;
        }
      }
    } catch (CsvParseException unreadable) {
      // Of a field that is too long; what was counted before stands.
    } catch (IOException impossible) {
      throw new AssertionError("A string is always read", impossible);
    }
    return counts.size() > 1 ? counts.subList(0, counts.size() - 1) : counts;
  }
}
