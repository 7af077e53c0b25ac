package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.LstmSteps;
import java.util.Arrays;
import java.util.List;

/**
 * A layer of long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers
 * et al. 2000). Its gates lie in the order i, f, g, o along the last axis of every parameter, as
 * PyTorch has them. With {@code aₜ = xₜ·W + b + hₜ₋₁·U + c}, a quarter for each gate,
 *
 * <pre>{@code
 * i = sigmoid(a)  f = sigmoid(a)  g = tanh(a)  o = sigmoid(a)
 * s = f·s_before + i·g
 * h = o·tanh(s)
 * }</pre>
 *
 * from h = s = 0, or from what it is given. The forget gate's bias begins at 1, so that what is
 * remembered stays at first. At most 6·T + 12 launches for T steps of training.
 */
public record Lstm(
    int units,
    @Default("LAST") Returns returns,
    @Default("false") boolean backwards,
    @Default("false") boolean carries)
    implements RecurrentLayer {
  public Lstm {
    RecurrentParameters.checkSettings(units, returns, backwards && carries);
  }

  @Override
  public RecurrentLayer reversed() {
    return new Lstm(units, returns, !backwards, carries);
  }

  @Override
  public RecurrentLayer carried() {
    return new Lstm(units, returns, backwards, true);
  }

  @Override
  public List<String> states() {
    return List.of("h", "c");
  }

  @Override
  public List<Node> walk(Scope scope, Node in, List<Node> begin, Node there) {
    RecurrentParameters parameters = RecurrentParameters.of(scope, in, units, 4, forgetGateOpen());
    Node projected = parameters.project(in, parameters.bias());
    return LstmSteps.of(projected, parameters.recurrentWeight(), backwards, begin, there);
  }

  private Initialiser forgetGateOpen() {
    return (values, random) -> Arrays.fill(values, units, 2 * units, 1);
  }
}
