package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.Shape;

/** Each example as an image: [batch, elements] to [batch, height, width, channels]. */
public record Image(int height, int width, int channels) implements UnaryLayer {
  public Image {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "An image of %s×%s pixels of %s channels, expected at least 1 of each"
              .formatted(height, width, channels));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Shape image = Shape.of(height, width, channels);
    if (in.shape().example().elements() != image.elements()) {
      throw new IllegalArgumentException(
          "image takes examples of the %s elements of %s, not of shape %s"
              .formatted(image.elements(), image, in.shape().example()));
    }
    return Reshape.reshape(in, image.batched(in.shape().dimension(0)));
  }
}
