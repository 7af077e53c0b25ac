package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Window;
import dev.trine.graph.Node;
import dev.trine.graph.ops.ConvolveImages;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;
import java.util.Objects;

/**
 * The other way round than {@link Convolution2d} (Zeiler et al. 2010): makes the images, [batch,
 * height, width, filters], of which a convolution by the same window would make those that it is
 * given, [batch, rows, columns, channels]. Of several such sizes it takes the one of {@code rows ·
 * down}, if the edges are {@link Sliding.Edges#SAME}, and the smallest otherwise. Its weight is
 * [height, width, filters, channels], its bias [filters].
 */
public record TransposedConvolution2d(
    int filters, Sliding window, @Default("IDENTITY") Activation activation) implements UnaryLayer {
  public TransposedConvolution2d {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(activation, "activation");
    if (filters < 1) {
      throw new IllegalArgumentException("filters is %s, expected at least 1".formatted(filters));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Images.check("transposedConv2d", in);
    Shape images =
        Shape.of(
            in.shape().dimension(0),
            extent(in.shape().dimension(1), window.height(), window.down(), window.rowStep()),
            extent(in.shape().dimension(2), window.width(), window.across(), window.columnStep()),
            filters);
    Window over = window.over(images);
    long channels = in.shape().dimension(3);
    Shape shape = Shape.of(over.height(), over.width(), filters, channels);
    long fanIn = over.elements() * channels / ((long) over.down() * over.across());
    Initialiser initialiser =
        Initialiser.suiting(activation, Math.max(1, fanIn), over.elements() * (long) filters);
    Node weight = scope.parameter("weight", shape, initialiser, true);
    Node bias = scope.parameter("bias", Shape.of(filters), Initialiser.zeros(), false);
    Node made = ConvolveImages.gradient(in, weight, images, over, 1);
    return Elementwise.activation(Elementwise.add(made, bias), activation);
  }

  private long extent(long places, int taken, int stride, int step) {
    long reach = (places - 1) * stride + (long) step * (taken - 1) + 1;
    return switch (window.edges()) {
      case SAME -> places * stride;
      case VALID -> reach;
      case PADDED -> Math.max(0, reach - 2L * window.padding());
    };
  }
}
