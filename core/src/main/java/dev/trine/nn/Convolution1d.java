package dev.trine.nn;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Window;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Convolve;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;
import java.util.Objects;

/**
 * A convolutional layer along time (Waibel et al. 1989), {@code activation(x ∗ W + b)}: [batch,
 * time, channels] to [batch, steps, filters]. Its weight is [size, channels, filters], its bias
 * [filters].
 *
 * @param window of which the rows count, as steps
 */
public record Convolution1d(int filters, Sliding window, @Default("IDENTITY") Activation activation)
    implements UnaryLayer {
  public Convolution1d {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(activation, "activation");
    if (filters < 1) {
      throw new IllegalArgumentException("filters is %s, expected at least 1".formatted(filters));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Node images = Sequences.asImages("conv1d", in);
    long channels = in.shape().dimension(2);
    Window over = window.along(images.shape());
    Shape shape = Shape.of(over.height(), channels, filters);
    long fanIn = over.height() * channels;
    long fanOut = (long) over.height() * filters;
    Initialiser initialiser = Initialiser.suiting(activation, fanIn, fanOut);
    Node weight = scope.parameter("weight", shape, initialiser, true);
    Node bias = scope.parameter("bias", Shape.of(filters), Initialiser.zeros(), false);
    Node kernels = reshape(weight, Shape.of(over.height(), 1, channels, filters));
    Node sums = Elementwise.add(Convolve.convolve(images, kernels, over, 1), bias);
    return Sequences.ofImages(Elementwise.activation(sums, activation));
  }
}
