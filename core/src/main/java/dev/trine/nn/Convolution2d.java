package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Window;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Convolve;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;
import java.util.Objects;

/**
 * A convolutional layer, {@code activation(x ∗ W + b)} (LeCun et al. 1998, section II): [batch,
 * height, width, channels] to [batch, rows, columns, filters]. Its weight is [height, width,
 * channels / groups, filters], its bias [filters].
 *
 * @param groups of channels and filters that go by themselves; as many as channels for depthwise
 *     convolution
 */
public record Convolution2d(
    int filters,
    Sliding window,
    @Default("1") int groups,
    @Default("IDENTITY") Activation activation)
    implements UnaryLayer {
  public Convolution2d {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(activation, "activation");
    if (filters < 1 || groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "%s filters in %s groups, expected at least 1 of both, and as many filters in each group"
              .formatted(filters, groups));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("conv2d", in);
    long channels = in.shape().dimension(3);
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "conv2d has %s groups, which do not divide %s channels".formatted(groups, channels));
    }
    Window over = window.over(in.shape());
    long share = channels / groups;
    Shape shape = Shape.of(over.height(), over.width(), share, filters);
    long fanIn = over.elements() * share;
    long fanOut = over.elements() * (long) (filters / groups);
    Initialiser initialiser = Initialiser.suiting(activation, fanIn, fanOut);
    Node weight = scope.parameter("weight", shape, initialiser, true);
    Node bias = scope.parameter("bias", Shape.of(filters), Initialiser.zeros(), false);
    Node sums = Elementwise.add(Convolve.convolve(in, weight, over, groups), bias);
    return Elementwise.activation(sums, activation);
  }
}
