package dev.trine.backend.internal;

import dev.trine.backend.View;
import dev.trine.backend.op.Window;

/**
 * The extents of a convolution: of images [batch, height, width, channels], and of results [batch,
 * rows, columns, filters].
 */
public record ConvolutionShape(
    Window window,
    int groups,
    int batch,
    int height,
    int width,
    int channels,
    int rows,
    int columns,
    int filters) {
  /** Of views that {@link Contract#convolution} lets pass. */
  public static ConvolutionShape of(Window window, int groups, View images, View results) {
    return new ConvolutionShape(
        window,
        groups,
        extent(images, 0),
        extent(images, 1),
        extent(images, 2),
        extent(images, 3),
        extent(results, 1),
        extent(results, 2),
        extent(results, 3));
  }

  /** Whether there is nothing to multiply. */
  public boolean isEmpty() {
    return (long) batch * height * width * channels == 0 || filters == 0;
  }

  /** Elements of one of the images. */
  public int ofImage() {
    return height * width * channels;
  }

  /** Elements of the results of one of the images. */
  public int ofResult() {
    return rows * columns * filters;
  }

  /** Floating-point operations. */
  public double flops() {
    return 2.0 * batch * ofResult() * window.elements() * (channels / groups);
  }

  private static int extent(View view, int axis) {
    return (int) view.shape().dimension(axis);
  }
}
