package dev.trine.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trine.DataException;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads examples from comma-separated values. */
final class Csv {
  private Csv() {}

  /**
   * Examples without header: the features, then a label from 0 to {@code classes} − 1.
   *
   * @param name of the source, for messages
   * @param scale what each feature is multiplied by
   */
  static Dataset classified(
      InputStream gzipped, String name, Shape shape, List<String> classes, double scale) {
    int width = (int) shape.elements();
    List<float[]> features = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (Reader text = new InputStreamReader(new GZIPInputStream(gzipped), StandardCharsets.UTF_8);
        CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text)) {
      for (CsvRecord row : rows) {
        if (row.getFieldCount() != width + 1) {
          throw new DataException(
              "%s, line %s: %s fields, expected %s features and a label"
                  .formatted(name, row.getStartingLineNumber(), row.getFieldCount(), width));
        }
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
          values[i] = (float) (number(name, row, i) * scale);
          if (!Float.isFinite(values[i])) {
            throw malformed(name, row, i, "is no finite number", null);
          }
        }
        features.add(values);
        labels.add(label(name, row, width, classes.size()));
      }
    } catch (IOException | UncheckedIOException | CsvParseException unreadable) {
      throw new DataException("%s cannot be read: %s".formatted(name, unreadable), unreadable);
    }
    return Dataset.classified(
        shape,
        features.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        classes);
  }

  private static double number(String name, CsvRecord row, int field) {
    try {
      return Double.parseDouble(row.getField(field));
    } catch (NumberFormatException malformed) {
      throw malformed(name, row, field, "is not a number", malformed);
    }
  }

  private static int label(String name, CsvRecord row, int field, int classes) {
    double label = number(name, row, field);
    if (label != (int) label || label < 0 || label >= classes) {
      throw malformed(name, row, field, "is no label, expected one of 0 to " + (classes - 1), null);
    }
    return (int) label;
  }

  private static DataException malformed(
      String name, CsvRecord row, int field, String fault, Throwable cause) {
    return new DataException(
        "%s, line %s, field %s: '%s' %s"
            .formatted(name, row.getStartingLineNumber(), field + 1, row.getField(field), fault),
        cause);
  }
}
