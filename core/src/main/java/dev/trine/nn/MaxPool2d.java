package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pool;
import java.util.Objects;

/**
 * The largest of each channel that a window sees, see {@link Pool#max}: [batch, height, width,
 * channels] to [batch, rows, columns, channels].
 */
public record MaxPool2d(Sliding window) implements UnaryLayer {
  public MaxPool2d {
    Objects.requireNonNull(window, "window");
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("maxPool2d", in);
    return Pool.max(in, window.over(in.shape()));
  }
}
