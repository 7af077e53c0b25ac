package dev.trine.train;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** A set in a few words, by which another is told apart, or one whose examples lie otherwise. */
final class DataSample {
  /** Enough to notice another file or another order, and little even where images are decoded. */
  private static final int EXAMPLES = 16;

  private DataSample() {}

  static String words(Dataset set) {
    String fields =
        set.fields().stream()
            .map(field -> field.name() + " " + field.type())
            .collect(Collectors.joining(", "));
    String sample =
        set.examples().areFixed() ? ", of which some have the checksum " + checksum(set) : "";
    return "%s of %s%s".formatted(set.size(), fields, sample);
  }

  private static String checksum(Dataset set) {
    CRC32 checksum = new CRC32();
    int count = Math.min(EXAMPLES, set.size());
    for (int i = 0; i < count; i++) {
      int example = (int) ((long) i * (set.size() - 1) / Math.max(1, count - 1));
      for (Field field : set.fields()) {
        double[] values = set.read(field.name(), example);
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
        bytes.asDoubleBuffer().put(values);
        checksum.update(bytes);
      }
    }
    return "%08x".formatted(checksum.getValue());
  }
}
