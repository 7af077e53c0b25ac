package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.Permute;
import java.util.ArrayList;
import java.util.List;

/** Which of its outputs a layer over sequences gives. */
public enum Returns {
  /** That of the step computed last, [batch, units]: a summary of the sequence. */
  LAST,
  /** Those of all steps, [batch, time, units]: a sequence again. */
  ALL,
  /**
   * The states that the step computed last hands on, each [batch, units], for another layer to
   * begin with: h, which is its output, and of an {@link Lstm} the cell behind it.
   */
  STATES,
  /** Those of all steps, and behind them the states: a sequence, h, and of an LSTM the cell. */
  ALL_AND_STATES;

  /**
   * Picks what is given.
   *
   * @param made all outputs, [time, batch, units], and the states of the step computed last, each
   *     [batch, units], of which the first is its output
   */
  List<Node> of(List<Node> made) {
    List<Node> given = new ArrayList<>();
    if (this == ALL || this == ALL_AND_STATES) {
      given.add(Permute.permute(made.get(0), 1, 0, 2));
    }
    int states =
        switch (this) {
          case ALL -> 0;
          case LAST -> 1;
          case STATES, ALL_AND_STATES -> made.size() - 1;
        };
    given.addAll(made.subList(1, 1 + states));
    return given;
  }
}
