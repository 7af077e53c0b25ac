package dev.trine.onnx.foreign;

import java.util.List;

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
}
