package dev.trine.nn;

import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.Split;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * What differs from step to step, uploaded as one: the step's word in each row, where in the
 * sequence it is, and which row of the step before each row goes on from.
 *
 * @param words I32 [rows, 1]
 * @param position I32 [1]
 * @param parents I32 [rows]; null where each row goes on from itself
 */
record StepInput(Node words, Node position, Node parents) {
  /** The input's name. */
  static final String NAME = "step";

  /** In a graph. */
  static StepInput in(Graph graph, int rows, boolean hasParents) {
    Node all = graph.input(NAME, TensorType.i32(elements(rows, hasParents)));
    List<Node> parts = hasParents ? Split.split(all, rows, 1, rows) : Split.split(all, rows, 1);
    return new StepInput(
        Reshape.reshape(parts.get(0), Shape.of(rows, 1)),
        parts.get(1),
        hasParents ? parts.get(2) : null);
  }

  /** How many numbers there are to upload, in the order of the components. */
  static int elements(int rows, boolean hasParents) {
    return rows + 1 + (hasParents ? rows : 0);
  }
}
