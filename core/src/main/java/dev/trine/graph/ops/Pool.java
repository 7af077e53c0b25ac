package dev.trine.graph.ops;

import dev.trine.backend.op.Window;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/**
 * One number for what a window sees of each channel at each of its places: [batch, height, width,
 * channels] to [batch, rows, columns, channels]. What is beyond the edges does not count.
 */
public final class Pool {
  private Pool() {}

  /**
   * The largest (Zhou and Chellappa 1988). Of several that are equal, the first has the gradient.
   */
  public static Node max(Node images, Window window) {
    return images.graph().applyAll(new MaxPool(window), images).get(0);
  }

  /** The mean (LeCun et al. 1998, section II). */
  public static Node average(Node images, Window window) {
    return images.graph().apply(new AveragePool(window), images);
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
    Shape shape = images.shape();
    int height = Math.toIntExact(shape.dimension(1));
    int width = Math.toIntExact(shape.dimension(2));
    Node largest = max(images, new Window(height, width, 1, 1, 1, 1, 0, 0, 0, 0));
    return Reshape.reshape(largest, Shape.of(shape.dimension(0), shape.dimension(3)));
  }

  static void checkImages(TensorType images) {
    if (images.type() != DType.F32 || images.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "Pooling takes images of F32[batch, height, width, channels], not " + images);
    }
  }
}
