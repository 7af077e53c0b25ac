package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Pool;
import java.util.Objects;

/**
 * The mean of each channel that a window sees, see {@link Pool#average}: [batch, height, width,
 * channels] to [batch, rows, columns, channels].
 */
public record AveragePool2d(Sliding window) implements UnaryLayer {
  public AveragePool2d {
    Objects.requireNonNull(window, "window");
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("averagePool2d", in);
    return Pool.average(in, window.over(in.shape()));
  }
}
