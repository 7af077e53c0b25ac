package dev.trine.nn;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import java.util.List;

/**
 * How many examples a batch has where it changes no result beyond rounding: enough to keep a device
 * busy, and no more than fits into host memory several times.
 */
final class PassSize {
  private static final int MOST = 1024;
  private static final long MOST_BYTES = 64L << 20;

  private PassSize() {}

  /** The rows of a batch: as many as there are streams, where a set is made of such. */
  static int of(Dataset dataset, List<Field> fields) {
    return dataset.streams() > 0 ? dataset.streams() : of(fields);
  }

  private static int of(List<Field> fields) {
    long bytes = fields.stream().mapToLong(field -> field.type().bytes()).sum();
    return (int) Math.max(1, Math.min(MOST, MOST_BYTES / Math.max(1, bytes)));
  }
}
