package dev.trine.report.tensorboard;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One event as a protocol buffer: TensorFlow's {@code event.proto} and {@code summary.proto}, of
 * which this is the part for numbers.
 */
final class Event {
  private static final String VERSION = "brain.Event:2";

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  private Event() {}

  /**
   * With which a file begins.
   *
   * @param seconds since 1970
   */
  static byte[] version(double seconds) {
    return new ProtocolBuffer()
        .number(WALL_TIME, seconds)
        .bytes(FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8))
        .toByteArray();
  }

  /**
   * Numbers by their tags.
   *
   * @param seconds since 1970
   */
  static byte[] scalars(double seconds, long step, Map<String, Double> values) {
    ProtocolBuffer summary = new ProtocolBuffer();
    values.forEach(
        (tag, value) ->
            summary.bytes(
                VALUE,
                new ProtocolBuffer()
                    .bytes(TAG, tag.getBytes(StandardCharsets.UTF_8))
                    .number(SIMPLE_VALUE, value.floatValue())
                    .toByteArray()));
    return new ProtocolBuffer()
        .number(WALL_TIME, seconds)
        .number(STEP, step)
        .bytes(SUMMARY, summary.toByteArray())
        .toByteArray();
  }
}
