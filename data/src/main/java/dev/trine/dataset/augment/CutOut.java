package dev.trine.dataset.augment;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/**
 * Sets a square to 0, whose middle is any pixel, so that a part of it may lie outside (DeVries and
 * Taylor 2017, "Improved regularization of convolutional neural networks with cutout").
 *
 * @param side in pixels
 */
public record CutOut(int side) implements Augmentation {
  public CutOut {
    if (side < 0) {
      throw new IllegalArgumentException(
          "The square that is cut out has a side of %s, expected at least 0".formatted(side));
    }
  }

  @Override
  public void check(Dataset set, Field input) {
    Grid.check(this, input);
  }

  @Override
  public float[] input(float[] values, Shape shape, Draws draws) {
    Grid grid = Grid.of(shape);
    int top = draws.below(grid.height()) - side / 2;
    int left = draws.below(grid.width()) - side / 2;
    for (int row = top; row < top + side; row++) {
      for (int column = left; column < left + side; column++) {
        if (grid.has(row, column)) {
          int at = grid.at(row, column);
          Arrays.fill(values, at, at + grid.channels(), 0);
        }
      }
    }
    return values;
  }
}
