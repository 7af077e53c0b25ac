package dev.trine.dataset.augment;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;

/** Mirrors a picture, with a probability of a half. */
public enum Flip implements Augmentation {
  LEFT_RIGHT,
  UP_DOWN;

  @Override
  public void check(Dataset set, Field input) {
    Grid.check(this, input);
  }

  @Override
  public float[] input(float[] values, Shape shape, Draws draws) {
    return draws.below(2) == 0 ? values : mirrored(values, Grid.of(shape));
  }

  float[] mirrored(float[] values, Grid grid) {
    float[] mirrored = grid.black();
    for (int row = 0; row < grid.height(); row++) {
      for (int column = 0; column < grid.width(); column++) {
        int from =
            this == LEFT_RIGHT
                ? grid.at(row, grid.width() - 1 - column)
                : grid.at(grid.height() - 1 - row, column);
        System.arraycopy(values, from, mirrored, grid.at(row, column), grid.channels());
      }
    }
    return mirrored;
  }
}
