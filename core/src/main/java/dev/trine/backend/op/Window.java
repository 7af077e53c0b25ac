package dev.trine.backend.op;

import dev.trine.tensor.Shape;

/**
 * How a window walks over images, [batch, height, width, channels].
 *
 * @param height rows that it takes
 * @param width columns that it takes
 * @param down rows from one place to the next
 * @param across columns from one place to the next
 * @param rowStep rows from one that it takes to the next: its dilation, 1 for none
 * @param columnStep columns from one that it takes to the next
 * @param top rows of padding above an image
 * @param bottom rows of padding below it
 * @param left columns of padding before it
 * @param right columns of padding behind it
 */
public record Window(
    int height,
    int width,
    int down,
    int across,
    int rowStep,
    int columnStep,
    int top,
    int bottom,
    int left,
    int right) {
  public Window {
    atLeast(1, "height", height);
    atLeast(1, "width", width);
    atLeast(1, "down", down);
    atLeast(1, "across", across);
    atLeast(1, "rowStep", rowStep);
    atLeast(1, "columnStep", columnStep);
    atLeast(0, "top", top);
    atLeast(0, "bottom", bottom);
    atLeast(0, "left", left);
    atLeast(0, "right", right);
  }

  private static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "A window's %s is %s, expected at least %s".formatted(name, value, least));
    }
  }

  /** The elements of a channel that it takes. */
  public int elements() {
    return Math.multiplyExact(height, width);
  }

  /**
   * How many rows of places it has over images of so many rows.
   *
   * @throws IllegalArgumentException if it does not fit into one
   */
  public long rows(long of) {
    return places("height", of + top + bottom, height, rowStep, down);
  }

  /**
   * How many columns of places it has over images of so many columns.
   *
   * @throws IllegalArgumentException if it does not fit into one
   */
  public long columns(long of) {
    return places("width", of + left + right, width, columnStep, across);
  }

  private static long places(String name, long padded, long taken, long step, long stride) {
    long reach = step * (taken - 1) + 1;
    if (reach > padded) {
      throw new IllegalArgumentException(
          "A window that reaches over a %s of %s does not fit into %s, padding included"
              .formatted(name, reach, padded));
    }
    return (padded - reach) / stride + 1;
  }

  /**
   * Its places over images.
   *
   * @param images [batch, height, width, channels]
   * @return [batch, rows, columns, {@code channels}]
   */
  public Shape over(Shape images, long channels) {
    return Shape.of(
        images.dimension(0), rows(images.dimension(1)), columns(images.dimension(2)), channels);
  }
}
