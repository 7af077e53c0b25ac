package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.RecurrentSteps;
import java.util.Objects;

/**
 * A simple recurrent layer (Elman 1990): {@code hₜ = activation(xₜ·W + b + hₜ₋₁·U + c)}, from h =
 * 0. At most 4·T + 12 launches for T steps of training, and most of them are small: for long
 * sequences an {@link Lstm} or a {@link Gru} learns what this forgets.
 */
public record Recurrent(
    int units,
    @Default("TANH") Activation activation,
    @Default("LAST") Returns returns,
    @Default("false") boolean backwards)
    implements RecurrentLayer {
  public Recurrent {
    Objects.requireNonNull(activation, "activation");
    RecurrentParameters.checkSettings(units, returns);
  }

  @Override
  public RecurrentLayer reversed() {
    return new Recurrent(units, activation, returns, !backwards);
  }

  @Override
  public Node apply(Scope scope, Node in) {
    RecurrentParameters parameters =
        RecurrentParameters.of(scope, in, units, 1, Initialiser.zeros());
    Node projected = parameters.project(in, parameters.bias());
    return returns.of(
        RecurrentSteps.of(projected, parameters.recurrentWeight(), activation, backwards));
  }
}
