package dev.trine.dataset.augment;

import dev.trine.tensor.Shape;

/**
 * Adds a normal random number to each element, of the mean 0.
 *
 * @param deviation the standard deviation, in the units of the input: of bytes a few of their 255
 */
public record Noise(double deviation) implements Augmentation {
  public Noise {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The standard deviation of noise is %s, expected a finite number of at least 0"
              .formatted(deviation));
    }
  }

  @Override
  public float[] input(float[] values, Shape shape, Draws draws) {
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (deviation * draws.normal());
    }
    return values;
  }
}
