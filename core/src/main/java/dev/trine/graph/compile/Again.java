package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Convergence;
import dev.trine.graph.Effect;
import dev.trine.graph.Node;
import java.util.List;

/**
 * Ends the recorded turns of a loop in a program. Its inputs are the state of {@link Enter}, that
 * after the turns, and how far the last of them moved it ({@link Residual}).
 */
record Again(Convergence convergence) implements Effect {
  static Node state(Application again) {
    return again.input(0);
  }

  static Node result(Application again) {
    return again.input(1);
  }

  static Node residual(Application again) {
    return again.input(2);
  }

  /** The result becomes the state, where it was not computed in its place. */
  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.copy(inputs.get(0), outputs.get(0));
  }
}
