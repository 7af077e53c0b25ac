package dev.trine.dataset.augment;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;

/**
 * Turns pictures about their middle, by an angle from −degrees to degrees. Between pixels colours
 * are bilinear; outside of the picture all is 0.
 *
 * @param degrees at most 180
 */
public record Rotation(double degrees) implements Augmentation {
  public Rotation {
    if (!(degrees >= 0 && degrees <= 180)) {
      throw new IllegalArgumentException(
          "A rotation is by at most %s degrees, expected 0 to 180".formatted(degrees));
    }
  }

  @Override
  public void check(Dataset set, Field input) {
    Grid.check(this, input);
  }

  @Override
  public float[] input(float[] values, Shape shape, Draws draws) {
    return turned(values, Grid.of(shape), draws.uniform(-degrees, degrees));
  }

  /**
   * A picture turned, clockwise if the angle is positive. What a pixel shows lay where the inverse
   * rotation leads from it.
   */
  static float[] turned(float[] values, Grid grid, double degrees) {
    double cos = StrictMath.cos(StrictMath.toRadians(degrees));
    double sin = StrictMath.sin(StrictMath.toRadians(degrees));
    double middle = (grid.height() - 1) / 2.0;
    double centre = (grid.width() - 1) / 2.0;
    float[] turned = grid.black();
    for (int row = 0; row < grid.height(); row++) {
      for (int column = 0; column < grid.width(); column++) {
        double y = row - middle;
        double x = column - centre;
        show(
            values,
            grid,
            middle + cos * y - sin * x,
            centre + sin * y + cos * x,
            turned,
            grid.at(row, column));
      }
    }
    return turned;
  }

  /** Writes what lies at a place between four pixels, each by its share. */
  private static void show(float[] values, Grid grid, double y, double x, float[] turned, int to) {
    int above = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    for (int row = above; row <= above + 1; row++) {
      for (int column = left; column <= left + 1; column++) {
        double share = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
        if (share > 0 && grid.has(row, column)) {
          int from = grid.at(row, column);
          for (int channel = 0; channel < grid.channels(); channel++) {
            turned[to + channel] += (float) (share * values[from + channel]);
          }
        }
      }
    }
  }
}
