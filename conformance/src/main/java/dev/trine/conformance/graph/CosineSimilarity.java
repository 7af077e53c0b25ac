package dev.trine.conformance.graph;

import static dev.trine.graph.ops.Elementwise.divide;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.sqrt;
import static dev.trine.graph.ops.Elementwise.square;
import static dev.trine.graph.ops.Reduce.sumOfRows;

import dev.trine.graph.Node;

/** A derived op: one function of others, from which its gradient follows. */
final class CosineSimilarity {
  private CosineSimilarity() {}

  /** {@code Σ a·b / (‖a‖·‖b‖)} along the last axis, [..., n] to [..., 1]. */
  static Node of(Node a, Node b) {
    Node norms = sqrt(multiply(sumOfRows(square(a)), sumOfRows(square(b))));
    return divide(sumOfRows(multiply(a, b)), norms);
  }
}
