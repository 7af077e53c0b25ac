package dev.trine.dataset.augment;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;

/**
 * A random change of examples, of which a network should not mind. What is random in it comes from
 * {@link Draws} alone, whose numbers are the same for all fields of an example.
 */
public interface Augmentation {
  /**
   * Checks that a set is one that it can change.
   *
   * @param input the field that is changed
   * @throws IllegalArgumentException if it is not
   */
  default void check(Dataset set, Field input) {}

  /**
   * What becomes of the input of an example.
   *
   * @param values row-major, bytes from 0 to 255; they may be overwritten and returned
   * @param shape of the example
   */
  float[] input(float[] values, Shape shape, Draws draws);

  /**
   * What becomes of a target of numbers; the same, unless it depends on what was drawn.
   *
   * @param values row-major; they may be overwritten and returned
   */
  default float[] target(float[] values, Draws draws) {
    return values;
  }
}
