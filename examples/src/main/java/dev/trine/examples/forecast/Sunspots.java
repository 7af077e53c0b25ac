package dev.trine.examples.forecast;

import dev.trine.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The mean number of sunspots of each year, one year after the other.
 *
 * @param first the year of the first number
 */
record Sunspots(int first, double[] counts) {
  private static final String FILE = "sunspots.csv";

  /** 1700 to 2008, as the Royal Observatory of Belgium counted until 2015. */
  static Sunspots bundled() {
    try (InputStream resource = Sunspots.class.getResourceAsStream(FILE)) {
      String text = new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
      String[] rows = text.strip().split("\n");
      int first = Integer.parseInt(rows[1].split(",")[0]);
      double[] counts =
          Arrays.stream(rows)
              .skip(1)
              .mapToDouble(row -> Double.parseDouble(row.split(",")[1]))
              .toArray();
      return new Sunspots(first, counts);
    } catch (IOException unreadable) {
      throw new DataException("The bundled sunspots cannot be read", unreadable);
    }
  }

  int last() {
    return first + counts.length - 1;
  }

  /** The year of a count. */
  int year(int at) {
    return first + at;
  }

  /** Where a year is among the counts. */
  int at(int year) {
    return year - first;
  }
}
