package dev.trine.nn;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Units that take each other's outputs beside an input, {@code activation(z·W + x·U + b)}: z
 * [batch, units] and x [batch, in] to [batch, units]. The usual body of a {@link FixedPoint}, in
 * which x·U + b is computed once. W is {@code weight}, U {@code input-weight}, b {@code bias}. W
 * begins so small that turns contract: its eigenvalues lie within a circle of radius ½ (Girko 1985,
 * the circular law).
 */
public record Lateral(@Default("TANH") Activation activation) implements Layer {
  private static final double RADIUS = 0.5;

  public Lateral {
    Objects.requireNonNull(activation, "activation");
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    if (inputs.size() != 2 || inputs.stream().anyMatch(in -> in.shape().rank() != 2)) {
      throw new IllegalArgumentException(
          "lateral takes two vectors, a state and an input, not %s; it belongs into fixedPoint(), behind flatten()"
              .formatted(inputs.stream().map(Node::tensorType).toList()));
    }
    Node state = inputs.get(0);
    Node in = inputs.get(1);
    long units = state.shape().dimension(1);
    long width = in.shape().dimension(1);
    // A uniform number in ±bound has the variance bound²/3, and the radius is √(units·variance).
    Initialiser small = Initialiser.uniform(RADIUS * Math.sqrt(3.0 / units));
    Node weight = scope.parameter("weight", Shape.of(units, units), small, true);
    Initialiser suiting = Initialiser.suiting(activation, width, units);
    Node inputWeight = scope.parameter("input-weight", Shape.of(width, units), suiting, true);
    Node bias = scope.parameter("bias", Shape.of(units), Initialiser.zeros(), false);
    Node given = add(matmul(in, inputWeight), bias);
    return List.of(Elementwise.activation(add(matmul(state, weight), given), activation));
  }
}
