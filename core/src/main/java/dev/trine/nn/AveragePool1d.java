package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pool;
import java.util.Objects;

/**
 * The mean of each channel that a window sees along time, see {@link Pool#average}: [batch, time,
 * channels] to [batch, steps, channels].
 *
 * @param window of which the rows count, as steps
 */
public record AveragePool1d(Sliding window) implements UnaryLayer {
  public AveragePool1d {
    Objects.requireNonNull(window, "window");
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Node images = Sequences.asImages("averagePool1d", in);
    return Sequences.ofImages(Pool.average(images, window.along(images.shape())));
  }
}
