package dev.trine.graph.ops;

import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * How a recurrence walks along its steps, and what it takes for that behind its other inputs: the
 * states that it begins with, each [batch, units], and which steps are there, I32 [steps, batch], 0
 * where one only fills up. There the states stay as they are, and no gradient comes to what was
 * projected.
 *
 * @param backwards whether the last in time is the first to be computed
 * @param continued whether it is given the states that it begins with; else these are 0
 * @param padded whether it is told which steps are there; else all are
 */
public record Walk(boolean backwards, boolean continued, boolean padded) {
  /**
   * What an op is given for a walk.
   *
   * @param given what it takes before that
   * @param begin the states that it begins with; none for 0
   * @param there which steps are there; null for all
   */
  static Node[] inputs(List<Node> given, List<Node> begin, Node there) {
    List<Node> all = new ArrayList<>(given);
    all.addAll(begin);
    if (there != null) {
      all.add(there);
    }
    return all.toArray(Node[]::new);
  }

  static Walk of(boolean backwards, List<Node> begin, Node there) {
    return new Walk(backwards, !begin.isEmpty(), there != null);
  }
}
