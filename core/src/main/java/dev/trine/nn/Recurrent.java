package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.RecurrentSteps;
import java.util.List;
import java.util.Objects;

/**
 * A simple recurrent layer (Elman 1990): {@code hₜ = activation(xₜ·W + b + hₜ₋₁·U + c)}, from h =
 * 0, or from what it is given. At most 4·T + 12 launches for T steps of training, and most of them
 * are small: for long sequences an {@link Lstm} or a {@link Gru} learns what this forgets.
 */
public record Recurrent(
    int units,
    @Default("TANH") Activation activation,
    @Default("LAST") Returns returns,
    @Default("false") boolean backwards,
    @Default("false") boolean carries)
    implements RecurrentLayer {
  public Recurrent {
    Objects.requireNonNull(activation, "activation");
    RecurrentParameters.checkSettings(units, returns, backwards && carries);
  }

  @Override
  public RecurrentLayer reversed() {
    return new Recurrent(units, activation, returns, !backwards, carries);
  }

  @Override
  public RecurrentLayer carried() {
    return new Recurrent(units, activation, returns, backwards, true);
  }

  @Override
  public List<String> states() {
    return List.of("h");
  }

  @Override
  public List<Node> walk(Scope scope, Node in, List<Node> begin, Node there) {
    RecurrentParameters parameters =
        RecurrentParameters.of(scope, in, units, 1, Initialiser.zeros());
    Node projected = parameters.project(in, parameters.bias());
    return RecurrentSteps.of(
        projected, parameters.recurrentWeight(), activation, backwards, begin, there);
  }
}
