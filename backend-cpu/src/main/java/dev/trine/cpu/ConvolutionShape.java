package dev.trine.cpu;

import dev.trine.backend.View;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/**
 * The extents of a convolution: of images [batch, height, width, channels], and of results [batch,
 * rows, columns, filters].
 */
record ConvolutionShape(
    Window window,
    int groups,
    int batch,
    int height,
    int width,
    int channels,
    int rows,
    int columns,
    int filters) {
  /**
   * Checks views against each other.
   *
   * @throws IllegalArgumentException that names what does not fit
   */
  static ConvolutionShape of(
      String op, Window window, int groups, View images, View filters, View results) {
    f32(op, "images", images);
    f32(op, "filters", filters);
    f32(op, "results", results);
    long channels = images.shape().dimension(3);
    long count = filters.shape().dimension(3);
    if (groups < 1 || channels % groups != 0 || count % groups != 0) {
      throw new IllegalArgumentException(
          "%s of %s channels and %s filters in %s groups, expected both to be multiples of the groups"
              .formatted(op, channels, count, groups));
    }
    expect(
        op,
        "filters",
        filters,
        Shape.of(window.height(), window.width(), channels / groups, count));
    expect(op, "results", results, window.over(images.shape(), count));
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

  /** Throws if a convolution would write over what it reads. */
  static void requireApart(String op, View out, View... all) {
    for (View view : all) {
      if (view != out && view.overlaps(out)) {
        throw new IllegalArgumentException(
            "%s writes over its own input: both lie in buffer '%s', at bytes %s and %s"
                .formatted(op, out.buffer().owner(), out.byteOffset(), view.byteOffset()));
      }
    }
  }

  /** Whether there is nothing to multiply. */
  boolean isEmpty() {
    return (long) batch * height * width * channels == 0 || filters == 0;
  }

  /** Elements of one of the images. */
  int ofImage() {
    return height * width * channels;
  }

  /** Elements of the results of one of the images. */
  int ofResult() {
    return rows * columns * filters;
  }

  /** Floating-point operations. */
  double flops() {
    return 2.0 * batch * ofResult() * window.elements() * (channels / groups);
  }

  private static int extent(View view, int axis) {
    return (int) view.shape().dimension(axis);
  }

  private static void f32(String op, String name, View view) {
    if (view.type() != DType.F32 || view.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "%s takes F32 of four axes for its %s, but the view of '%s' is %s%s"
              .formatted(op, name, view.buffer().owner(), view.type(), view.shape()));
    }
  }

  private static void expect(String op, String name, View view, Shape expected) {
    if (!view.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "%s takes %s of %s, but the view of '%s' has the shape %s"
              .formatted(op, name, expected, view.buffer().owner(), view.shape()));
    }
  }
}
