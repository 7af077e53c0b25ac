package dev.trine.data;

import dev.trine.DataException;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Data sets that come with the library. */
public final class Datasets {
  private static final String DIGITS = "digits.csv.gz";
  private static final double DIGITS_LARGEST = 16;

  private Datasets() {}

  /**
   * 1,797 handwritten digits as images of 8×8 pixels, flat, from 0 (empty) to 1: the test part of
   * Alpaydin and Kaynak's "Optical Recognition of Handwritten Digits" (UCI, 1998).
   */
  public static Dataset digits() {
    try (InputStream resource = Datasets.class.getResourceAsStream(DIGITS)) {
      List<String> classes = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
      return Csv.classified(resource, DIGITS, Shape.of(64), classes, 1 / DIGITS_LARGEST);
    } catch (IOException unreadable) {
      throw new DataException("The bundled digits cannot be read", unreadable);
    }
  }
}
