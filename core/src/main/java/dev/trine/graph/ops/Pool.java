package dev.trine.graph.ops;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.op.Window;
import dev.trine.graph.Constant;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/**
 * One number for what a window sees of each channel at each of its places: [batch, height, width,
 * channels] to [batch, rows, columns, channels]. What is beyond the edges does not count.
 */
public final class Pool {
  private Pool() {}

  /**
   * The largest (Zhou and Chellappa 1988). Where several are equal, each has its share of the
   * gradient, as with {@link Extreme}.
   */
  public static Node max(Node images, Window window) {
    Node seen = Windows.of(images, window, Double.NEGATIVE_INFINITY);
    Node largest = Extreme.max(Permute.permute(seen, 0, 2, 1));
    return reshape(largest, over(images, window));
  }

  /** The mean (LeCun et al. 1998, section II). */
  public static Node average(Node images, Window window) {
    Node seen = Windows.of(images, window, 0);
    Node sums = reshape(sumOfElements(seen), over(images, window));
    boolean hasEdges = window.top() + window.bottom() + window.left() + window.right() > 0;
    return hasEdges
        ? Elementwise.divide(sums, counts(images, window))
        : Elementwise.multiply(sums, 1.0 / window.elements());
  }

  /** The mean of each channel: [batch, channels] (Lin et al. 2014, section 3.2). */
  public static Node globalAverage(Node images) {
    long batch = images.shape().dimension(0);
    long channels = images.shape().dimension(3);
    long pixels = images.shape().dimension(1) * images.shape().dimension(2);
    Node sums = Reduce.sum(images, batch, pixels, channels, Shape.of(batch, channels));
    return Elementwise.multiply(sums, 1.0 / Math.max(1, pixels));
  }

  /** The largest of each channel: [batch, channels]. */
  public static Node globalMax(Node images) {
    long batch = images.shape().dimension(0);
    long channels = images.shape().dimension(3);
    long pixels = images.shape().dimension(1) * images.shape().dimension(2);
    Node channelsFirst =
        Permute.permute(reshape(images, Shape.of(batch, pixels, channels)), 0, 2, 1);
    return reshape(Extreme.max(channelsFirst), Shape.of(batch, channels));
  }

  private static Shape over(Node images, Window window) {
    return window.over(images.shape(), images.shape().dimension(3));
  }

  private static Node sumOfElements(Node seen) {
    Shape shape = seen.shape();
    Shape sums = Shape.of(shape.dimension(0), shape.dimension(2));
    return Reduce.sum(seen, shape.dimension(0), shape.dimension(1), shape.dimension(2), sums);
  }

  /** How many elements each place has inside: [1, rows, columns, 1]. */
  private static Node counts(Node images, Window window) {
    long height = images.shape().dimension(1);
    long width = images.shape().dimension(2);
    Constant ones = new Constant(1, TensorType.f32(1, height, width, 1));
    Node inside = Windows.of(images.graph().apply(ones), window, 0);
    return reshape(sumOfElements(inside), window.over(Shape.of(1, height, width, 1), 1));
  }
}
