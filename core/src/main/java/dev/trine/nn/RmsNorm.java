package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Normalise;
import dev.trine.tensor.Shape;

/**
 * Normalisation by the root mean square (Zhang and Sennrich 2019, equation 4) along the last axis:
 * [batch, …, features] to the same, {@code x / √(mean x² + ε)}, times {@code scale}, [features].
 *
 * @param epsilon added to the mean square; 10⁻⁵ by custom
 */
public record RmsNorm(@Default("1e-5") double epsilon) implements UnaryLayer, Stepwise {
  public RmsNorm {
    Norms.checkEpsilon(epsilon);
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Norms.checkInput("rmsNorm", in);
    Shape features = Shape.of(in.shape().dimension(-1));
    Node scale = scope.parameter("scale", features, Initialiser.constant(1), false);
    return Elementwise.multiply(Normalise.bySquares(in, epsilon), scale);
  }
}
