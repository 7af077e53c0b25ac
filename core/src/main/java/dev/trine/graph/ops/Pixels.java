package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.op.Window;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;

/** Larger images of the same pixels, [batch, height, width, channels]. */
public final class Pixels {
  private Pixels() {}

  /** Each pixel as a square of so many a side, which all have its gradient. */
  public static Node repeat(Node images, int factor) {
    Shape shape = images.shape();
    long lines = shape.dimension(0) * shape.dimension(1);
    long width = shape.dimension(2);
    long channels = shape.dimension(3);
    Node apart = reshape(images, Shape.of(lines, 1, width, 1, channels));
    Node squares = Elementwise.of(load(0), Shape.of(lines, factor, width, factor, channels), apart);
    return reshape(
        squares,
        Shape.of(shape.dimension(0), shape.dimension(1) * factor, width * factor, channels));
  }

  /** Zeros around an image. */
  public static Node pad(Node images, int top, int bottom, int left, int right) {
    Window each = new Window(1, 1, 1, 1, 1, 1, top, bottom, left, right);
    Node seen = Windows.of(images, each);
    return reshape(seen, each.over(images.shape(), images.shape().dimension(3)));
  }
}
