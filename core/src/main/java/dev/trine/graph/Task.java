package dev.trine.graph;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;
import java.util.Locale;

/** An op that runs: on a backend it becomes a call. */
public sealed interface Task extends Op permits Computation, Effect {
  /**
   * Prepares this op on a backend.
   *
   * @param outputs null for an output, other than the first, that nobody uses
   */
  Call bind(Backend backend, List<View> inputs, List<View> outputs);

  /**
   * The work that there is to this op on these views, the same on every backend. Asked and answered
   * as {@link #bind} is.
   */
  default Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(0, inputs, outputs);
  }

  /** What people call this op on these views: {@code softmax cross entropy [128, 10]}. */
  default String label(List<View> inputs, List<View> outputs) {
    String words = getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    View first = inputs.isEmpty() ? outputs.get(0) : inputs.get(0);
    return words.toLowerCase(Locale.ROOT) + " " + first.shape();
  }
}
