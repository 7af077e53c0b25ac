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
   * @param states all, [time, units, batch], and the last, [units, batch]
   */
  Node of(List<Node> states) {
    return switch (this) {
      case LAST -> Permute.transpose(states.get(1));
      case ALL -> Permute.permute(states.get(0), 2, 0, 1);
    };
  }
}
