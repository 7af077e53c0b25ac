package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Elementwise;
import java.util.List;

/** The sum of its inputs, element by element; all of one shape. */
public record Add() implements Stepwise {
  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    Node sum = null;
    for (Node in : inputs) {
      if (sum != null && !in.tensorType().equals(sum.tensorType())) {
        throw new IllegalArgumentException(
            "it adds values of one type and shape, not %s and %s"
                .formatted(sum.tensorType(), in.tensorType()));
      }
      sum = sum == null ? in : Elementwise.add(sum, in);
    }
    return List.of(sum);
  }
}
