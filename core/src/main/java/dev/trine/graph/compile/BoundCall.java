package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Cost;
import dev.trine.graph.Task;
import java.util.List;

/**
 * Work of a program bound to its place in memory.
 *
 * @param position of the application among the program's
 * @param name for people
 */
record BoundCall(int position, String name, Call call, Cost cost) {
  /**
   * Binds an application of an op that runs.
   *
   * @param outputs null for one that nobody uses
   */
  static BoundCall bind(
      Backend backend,
      int position,
      Application application,
      List<View> inputs,
      List<View> outputs) {
    Task op = (Task) application.op();
    String value = application.outputs().isEmpty() ? "" : ", " + application.output(0).name();
    String name = op.label(inputs, outputs) + value;
    Cost cost = op.cost(inputs, outputs);
    Call call = op.bind(backend, inputs, outputs);
    Cost scratch = new Cost(0, 2 * call.scratchBytes()); // written, then read
    return new BoundCall(position, name, call, cost.plus(scratch));
  }

  /** Binds a copy of what could not be computed where it belongs. */
  static BoundCall copy(Backend backend, int position, String name, View from, View to) {
    Cost cost = Cost.of(0, List.of(from), List.of(to));
    return new BoundCall(position, name, backend.copy(from, to), cost);
  }
}
