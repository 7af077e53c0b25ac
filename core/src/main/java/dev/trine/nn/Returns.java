package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Permute;
import java.util.List;

/** Which of its outputs a layer over sequences gives. */
public enum Returns {
  /** That of the step computed last, [batch, units]: a summary of the sequence. */
  LAST,
  /** Those of all steps, [batch, time, units]: a sequence again. */
  ALL;

  /**
   * Picks what is given.
   *
   * @param states all, [time, batch, units], and the last, [batch, units]
   */
  Node of(List<Node> states) {
    return switch (this) {
      case LAST -> states.get(1);
      case ALL -> Permute.permute(states.get(0), 1, 0, 2);
    };
  }
}
