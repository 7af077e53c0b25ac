package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;

/**
 * x for x > 0, else slope·x (He et al. 2015, equation 1): [batch, …, channels] to the same. Its
 * slope is [channels], begins at 0.25 and does not decay, as its authors want.
 */
public record Prelu() implements UnaryLayer, Stepwise {
  private static final double FIRST_SLOPE = 0.25;

  @Override
  public Node apply(Scope scope, Node in) {
    Norms.checkInput("prelu", in);
    Node slope =
        scope.parameter(
            "slope", Shape.of(in.shape().dimension(-1)), Initialiser.constant(FIRST_SLOPE), false);
    return Elementwise.leakyRelu(in, slope);
  }
}
