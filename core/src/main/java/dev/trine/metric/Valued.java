package dev.trine.metric;

import dev.trine.data.Field;
import dev.trine.tensor.DType;

/** Answers that are numbers, against numbers. */
final class Valued {
  private Valued() {}

  /**
   * @throws IllegalArgumentException if targets are no numbers
   */
  static void require(String metric, Field target) {
    if (target.type().type() != DType.F32) {
      throw new IllegalArgumentException(
          "%s compares numbers, but the field '%s' is %s"
              .formatted(metric, target.name(), target.type()));
    }
  }

  /**
   * @throws IllegalArgumentException if answers are no single number, or targets no numbers
   */
  static void requireSingle(String metric, int outputs, Field target) {
    require(metric, target);
    if (outputs != 1) {
      throw new IllegalArgumentException(
          "%s is of a single output, not of %s".formatted(metric, outputs));
    }
  }
}
