package dev.trine.nn;

import dev.trine.graph.Node;
import java.util.List;

/**
 * A layer that makes the same of each step of a sequence, [batch, time, …], whatever the other
 * steps are, so that it need not know whether it has all of them at once or one after the other.
 */
public interface Stepwise extends Layer {
  @Override
  default List<Node> step(StepScope scope, List<Node> inputs) {
    return apply(scope, inputs);
  }
}
