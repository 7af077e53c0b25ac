package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Cost;
import dev.trine.graph.Op;
import java.util.List;

/**
 * An application bound to its place in memory.
 *
 * @param name for people
 */
record BoundCall(String name, Call call, Cost cost) {
  /**
   * Binds an application.
   *
   * @param outputs null for one that nobody uses
   */
  static BoundCall bind(
      Backend backend, Application application, List<View> inputs, List<View> outputs) {
    Op op = application.op();
    String value = application.outputs().isEmpty() ? "" : ", " + application.output(0).name();
    String name = op.label(inputs, outputs) + value;
    Cost cost = op.cost(inputs, outputs);
    Call call = op.bind(backend, inputs, outputs);
    Cost scratch = new Cost(0, 2 * call.scratchBytes()); // written, then read
    return new BoundCall(name, call, cost.plus(scratch));
  }
}
