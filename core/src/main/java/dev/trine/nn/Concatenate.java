package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.LastAxis;
import java.util.List;

/** Its inputs side by side along their last axis: [batch, …, nᵢ] to [batch, …, Σ nᵢ]. */
public record Concatenate() implements Stepwise {
  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    return List.of(LastAxis.concatenate(inputs));
  }
}
