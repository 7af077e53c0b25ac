package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pool;
import java.util.Objects;

/**
 * The largest of each channel that a window sees along time, see {@link Pool#max}: [batch, time,
 * channels] to [batch, steps, channels].
 *
 * @param window of which the rows count, as steps
 */
public record MaxPool1d(Sliding window) implements UnaryLayer {
  public MaxPool1d {
    Objects.requireNonNull(window, "window");
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Node images = Sequences.asImages("maxPool1d", in);
    return Sequences.ofImages(Pool.max(images, window.along(images.shape())));
  }
}
