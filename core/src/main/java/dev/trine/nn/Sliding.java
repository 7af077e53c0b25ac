package dev.trine.nn;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;

/**
 * How the window of a layer slides over images, whatever their size.
 *
 * @param height rows that it takes
 * @param width columns that it takes
 * @param down rows from one place to the next: its stride
 * @param across columns from one place to the next
 * @param rowStep rows from one that it takes to the next: its dilation
 * @param columnStep columns from one that it takes to the next
 * @param edges how far it goes beyond the edges
 * @param padding rows and columns beyond each edge, where {@code edges} are {@link Edges#PADDED};
 *     else 0
 */
public record Sliding(
    int height,
    int width,
    @Default("1") int down,
    @Default("1") int across,
    @Default("1") int rowStep,
    @Default("1") int columnStep,
    @Default("SAME") Edges edges,
    @Default("0") int padding) {

  /** How far a window goes beyond the edges of an image. */
  public enum Edges {
    /**
     * So far that there is a place for each of the image's pixels, or for each that the stride
     * meets; where that is an odd number of rows or columns, the one more is below or behind.
     */
    SAME,
    /** Nowhere. */
    VALID,
    /** As far as it is said, on every side. */
    PADDED
  }

  /** Checks the settings. */
  public Sliding {
    new Window(
        height, width, down, across, rowStep, columnStep, padding, padding, padding, padding);
    if (padding != 0 && edges != Edges.PADDED) {
      throw new IllegalArgumentException(
          "padding is %s with the edges %s, expected 0".formatted(padding, edges));
    }
  }

  /** A square one that goes step by step, with the edges {@link Edges#SAME}. */
  public static Sliding of(int size) {
    return new Sliding(size, size, 1, 1, 1, 1, Edges.SAME, 0);
  }

  /** With so many rows and columns from one place to the next. */
  public Sliding stride(int value) {
    return new Sliding(height, width, value, value, rowStep, columnStep, edges, padding);
  }

  /** With so many rows and columns from one that it takes to the next. */
  public Sliding dilation(int value) {
    return new Sliding(height, width, down, across, value, value, edges, padding);
  }

  /** Not beyond the edges. */
  public Sliding valid() {
    return new Sliding(height, width, down, across, rowStep, columnStep, Edges.VALID, 0);
  }

  /** So far beyond every edge. */
  public Sliding padding(int value) {
    return new Sliding(height, width, down, across, rowStep, columnStep, Edges.PADDED, value);
  }

  /**
   * The window over images of a size.
   *
   * @param images [batch, height, width, channels]
   */
  public Window over(Shape images) {
    long rows = missing(images.dimension(1), height, down, rowStep);
    long columns = missing(images.dimension(2), width, across, columnStep);
    return switch (edges) {
      case VALID -> window(0, 0, 0, 0);
      case PADDED -> window(padding, padding, padding, padding);
      case SAME -> window(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
    };
  }

  /**
   * The window of its rows alone, over sequences as images of one column.
   *
   * @param images [batch, time, 1, channels]
   */
  public Window along(Shape images) {
    Window over = new Sliding(height, 1, down, 1, rowStep, 1, edges, padding).over(images);
    return new Window(height, 1, down, 1, rowStep, 1, over.top(), over.bottom(), 0, 0);
  }

  private Window window(long top, long bottom, long left, long right) {
    return new Window(
        height,
        width,
        down,
        across,
        rowStep,
        columnStep,
        (int) top,
        (int) bottom,
        (int) left,
        (int) right);
  }

  /** What ⌈extent / stride⌉ places reach over, less the extent (ONNX, SAME_UPPER). */
  private static long missing(long extent, int taken, int stride, int step) {
    long places = (extent + stride - 1) / stride;
    long reach = (places - 1) * stride + (long) step * (taken - 1) + 1;
    return Math.max(0, reach - extent);
  }
}
