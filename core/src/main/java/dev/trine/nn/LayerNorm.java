package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Normalise;
import dev.trine.tensor.Shape;

/**
 * Layer normalisation (Ba et al. 2016) along the last axis: [batch, …, features] to the same, each
 * row by its own mean and biased variance, in training and use alike. Then {@code scale·x + shift},
 * each [features].
 *
 * @param epsilon added to the variance; 10⁻⁵ by custom
 */
public record LayerNorm(@Default("1e-5") double epsilon) implements UnaryLayer, Stepwise {
  public LayerNorm {
    Norms.checkEpsilon(epsilon);
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Norms.checkInput("layerNorm", in);
    Shape features = Shape.of(in.shape().dimension(-1));
    Node scale = scope.parameter("scale", features, Initialiser.constant(1), false);
    Node shift = scope.parameter("shift", features, Initialiser.zeros(), false);
    return Elementwise.add(Elementwise.multiply(Normalise.rows(in, epsilon), scale), shift);
  }
}
