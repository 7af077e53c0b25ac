package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.GruSteps;
import java.util.List;

/**
 * A layer of gated recurrent units (Cho et al. 2014), in the form whose reset gate acts after the
 * product, as in PyTorch and with ONNX's {@code linear_before_reset = 1}. Its gates lie in the
 * order r, k, n along the last axis of every parameter, as PyTorch has them (which calls k the
 * update gate z). With {@code aₜ = xₜ·W + b} and {@code uₜ = hₜ₋₁·U + c}, a third for each gate,
 *
 * <pre>{@code
 * r = sigmoid(a + u)  k = sigmoid(a + u)  n = tanh(a + r·u)
 * h = (1 − k)·n + k·h_before
 * }</pre>
 *
 * from h = 0, or from what it is given. At most 6·T + 12 launches for T steps of training.
 */
public record Gru(
    int units,
    @Default("LAST") Returns returns,
    @Default("false") boolean backwards,
    @Default("false") boolean carries)
    implements RecurrentLayer {
  public Gru {
    RecurrentParameters.checkSettings(units, returns, backwards && carries);
  }

  @Override
  public RecurrentLayer reversed() {
    return new Gru(units, returns, !backwards, carries);
  }

  @Override
  public RecurrentLayer carried() {
    return new Gru(units, returns, backwards, true);
  }

  @Override
  public List<String> states() {
    return List.of("h");
  }

  @Override
  public List<Node> walk(Scope scope, Node in, List<Node> begin, Node there) {
    RecurrentParameters parameters =
        RecurrentParameters.of(scope, in, units, 3, Initialiser.zeros());
    Node projected = parameters.project(in, parameters.inputBias());
    return GruSteps.of(
        projected,
        parameters.recurrentWeight(),
        parameters.recurrentBias(),
        backwards,
        begin,
        there);
  }
}
