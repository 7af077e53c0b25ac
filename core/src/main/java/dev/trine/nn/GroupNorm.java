package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Normalise;
import dev.trine.tensor.Shape;

/**
 * Group normalisation (Wu and He 2018): [batch, …, channels] to the same, each group of channels of
 * each example by its own mean and biased variance, over all its pixels. Then {@code scale·x +
 * shift}, each [channels].
 *
 * @param groups that divide the channels
 * @param epsilon added to the variance; 10⁻⁵ by custom
 */
public record GroupNorm(int groups, @Default("1e-5") double epsilon) implements UnaryLayer {
  public GroupNorm {
    Norms.checkEpsilon(epsilon);
    if (groups < 1) {
      throw new IllegalArgumentException("groups is %s, expected at least 1".formatted(groups));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Norms.checkInput("groupNorm", in);
    Shape channels = Shape.of(in.shape().dimension(-1));
    if (channels.elements() % groups != 0) {
      throw new IllegalArgumentException(
          "groupNorm has %s groups, which do not divide %s channels"
              .formatted(groups, channels.elements()));
    }
    Node scale = scope.parameter("scale", channels, Initialiser.constant(1), false);
    Node shift = scope.parameter("shift", channels, Initialiser.zeros(), false);
    Node normal = Normalise.groups(in, groups, epsilon);
    return Elementwise.add(Elementwise.multiply(normal, scale), shift);
  }
}
