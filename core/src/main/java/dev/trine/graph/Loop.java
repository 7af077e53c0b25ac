package dev.trine.graph;

import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The fixed point of a map, {@code z = f(z, …)}: what it settles to when it is repeated. Inputs are
 * the state to begin with, and what else the map takes.
 *
 * <p>The gradient is that of the fixed point, whichever way it was found, by the implicit function
 * theorem (Almeida 1987; Pineda 1987): it is another fixed point, and nothing of the turns is kept.
 */
public record Loop(LoopBody body, Convergence convergence) implements Op {
  /**
   * Traces a map. What in it does not depend on the state is computed once, before the loop.
   *
   * @param start F32; no gradient flows to it, for the fixed point does not depend on it
   * @param map adds f to the graph, from z to the same type; it may take other values of the graph
   * @throws IllegalArgumentException if f gives another type, does not depend on z, changes state
   *     or has a loop itself
   */
  public static Node settle(Node start, Convergence convergence, UnaryOperator<Node> map) {
    LoopBody body = start.graph().body(start.tensorType(), map);
    List<Node> inputs = new ArrayList<>(List.of(start));
    inputs.addAll(body.captured());
    return start.graph().apply(new Loop(body, convergence), inputs.toArray(Node[]::new));
  }

  public Loop {
    TensorType state = body.state().tensorType();
    if (state.type() != DType.F32 || !body.result().tensorType().equals(state)) {
      throw new IllegalArgumentException(
          "A map that is to settle makes %s of %s, expected F32 and the same shape"
              .formatted(body.result().tensorType(), state));
    }
    for (Application application : body.applications()) {
      if (application.op() instanceof Effect || application.op() instanceof Loop) {
        throw new IllegalArgumentException(
            "A map that is to settle cannot contain %s, which %s"
                .formatted(
                    application.op(),
                    application.op() instanceof Loop ? "is a loop itself" : "changes state"));
      }
    }
    if (body.applications().isEmpty()) {
      throw new IllegalArgumentException(
          "A map that is to settle does not depend on its state: there is nothing to repeat");
    }
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    return List.of(body.state().tensorType());
  }

  @Override
  public String toString() {
    return "Loop[%s applications, %s]".formatted(body.applications().size(), convergence);
  }
}
