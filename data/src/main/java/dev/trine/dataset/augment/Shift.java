package dev.trine.dataset.augment;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;

/**
 * Moves pictures by whole pixels, each distance from −most to most as probable as any other. What
 * comes in at the edge is 0.
 *
 * @param down the most along the first axis
 * @param across the most along the second axis
 */
public record Shift(int down, int across) implements Augmentation {
  public Shift {
    if (down < 0 || across < 0) {
      throw new IllegalArgumentException(
          "A shift is at most %s down and %s across, expected numbers of at least 0"
              .formatted(down, across));
    }
  }

  @Override
  public void check(Dataset set, Field input) {
    Grid.check(this, input);
  }

  @Override
  public float[] input(float[] values, Shape shape, Draws draws) {
    int rows = draws.below(2 * down + 1) - down;
    int columns = draws.below(2 * across + 1) - across;
    return moved(values, Grid.of(shape), rows, columns);
  }

  static float[] moved(float[] values, Grid grid, int down, int across) {
    float[] moved = grid.black();
    for (int row = 0; row < grid.height(); row++) {
      for (int column = 0; column < grid.width(); column++) {
        if (grid.has(row - down, column - across)) {
          int from = grid.at(row - down, column - across);
          System.arraycopy(values, from, moved, grid.at(row, column), grid.channels());
        }
      }
    }
    return moved;
  }
}
