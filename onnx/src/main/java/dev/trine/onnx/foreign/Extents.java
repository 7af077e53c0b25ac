package dev.trine.onnx.foreign;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whole numbers that a graph computes of shapes: a vector, or a single one.
 *
 * @param values each known, but for {@link #BATCH}
 */
record Extents(List<Long> values) implements Operand {
  /** In the place of the size of the batch. */
  static final long BATCH = Long.MIN_VALUE;

  Extents {
    values = List.copyOf(values);
  }

  /** As messages have them. */
  static String text(List<Long> values) {
    return values.stream()
        .map(value -> value == BATCH ? "batch" : value.toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
