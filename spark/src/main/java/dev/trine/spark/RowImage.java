package dev.trine.spark;

import dev.trine.tensor.Shape;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * An image as Spark's source has it: bytes, row by row from the top, of which each pixel has one
 * for grey; blue, green and red; or these and its opacity. Trine's are grey, or red, green and
 * blue, as those that its module data reads: opacity is left out.
 *
 * @param origin the file, for messages
 * @param stored how many bytes a pixel has here
 */
record RowImage(String origin, int height, int width, int stored, byte[] data) {
  /** What Spark's source calls its fields. */
  private static final List<String> FIELDS =
      List.of("origin", "height", "width", "nChannels", "mode", "data");

  private static final int HEIGHT = FIELDS.indexOf("height");
  private static final int WIDTH = FIELDS.indexOf("width");
  private static final int CHANNELS = FIELDS.indexOf("nChannels");
  private static final int DATA = FIELDS.indexOf("data");

  static boolean isType(DataType type) {
    return type instanceof StructType struct && List.of(struct.fieldNames()).equals(FIELDS);
  }

  /**
   * @throws IllegalArgumentException if Spark could not read it, or it is of more than a byte a
   *     channel
   */
  static RowImage of(Row struct) {
    if (struct.anyNull()) {
      throw new IllegalArgumentException(
          "an image has null for one of %s; leave the row out".formatted(FIELDS));
    }
    String origin = struct.getString(0);
    int height = struct.getInt(HEIGHT);
    int width = struct.getInt(WIDTH);
    int stored = struct.getInt(CHANNELS);
    byte[] data = struct.getAs(DATA);
    boolean isKnown = stored == 1 || stored == 3 || stored == 4;
    if (height < 1 || width < 1 || !isKnown || data.length != (long) height * width * stored) {
      throw new IllegalArgumentException(
          "the image %s has %s × %s pixels of %s channels in %s bytes, expected 1, 3 or 4 channels of a byte; of a file that it cannot read Spark gives none such, and .option(\"dropInvalid\", true) leaves it out"
              .formatted(origin, height, width, stored, data.length));
    }
    return new RowImage(origin, height, width, stored, data);
  }

  Shape shape() {
    return Shape.of(height, width, stored == 1 ? 1 : 3);
  }

  /** Copies red, green and blue of each pixel, or its grey. */
  void copy(byte[] to, int at) {
    if (stored == 1) {
      System.arraycopy(data, 0, to, at, data.length);
      return;
    }
    for (int from = 0, next = at; from < data.length; from += stored, next += 3) {
      to[next] = data[from + 2];
      to[next + 1] = data[from + 1];
      to[next + 2] = data[from];
    }
  }
}
