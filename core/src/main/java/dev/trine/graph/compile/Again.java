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
 * Ends the recorded turns of a loop in a program. Its inputs are the state of {@link Enter}, the
 * one to go on with, how far the last turn moved it ({@link Residual}), and the result if that was
 * little enough.
 */
record Again(Convergence convergence) implements Effect {
  static Node state(Application again) {
    return again.input(0);
  }

  static Node next(Application again) {
    return again.input(1);
  }

  static Node residual(Application again) {
    return again.input(2);
  }

  static Node result(Application again) {
    return again.input(3);
  }

  /** What to go on with becomes the state, where it was not computed in its place. */
  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.copy(inputs.get(0), outputs.get(0));
  }
}
