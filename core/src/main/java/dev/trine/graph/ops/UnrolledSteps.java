package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Fused;
import dev.trine.graph.Node;
import dev.trine.tensor.TensorType;
import java.util.List;

/** The steps of a recurrence as one op until its gradient is known; every backend expands it. */
interface UnrolledSteps extends Fused {
  /** What they share, of inputs of these types. */
  Unrolled unrolled(List<TensorType> inputs);

  /** The same of nodes. */
  default Unrolled unrolledOf(List<Node> inputs) {
    return unrolled(inputs.stream().map(Node::tensorType).toList());
  }

  @Override
  default boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return false;
  }

  @Override
  default Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    throw new IllegalStateException(this + " is expanded, not bound");
  }
}
