package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.subtract;

import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Anderson acceleration (Anderson 1965; Walker and Ni 2011, problem 2) once in a few plain turns
 * (Banerjee, Suryanarayana and Pask 2016): goes on from that combination of what these turns came
 * to, with weights that add up to 1, of which the same combination of residuals f(z) − z is the
 * shortest. The turns are those that are recorded together, so that no history is kept. Each
 * example has weights of its own, by modified Gram and Schmidt.
 */
final class Acceleration {
  private Acceleration() {}

  /**
   * The next state.
   *
   * @param states of the turns, up to four, each [batch, …]
   * @param mapped f of each
   */
  static Node next(List<Node> states, List<Node> mapped) {
    int last = states.size() - 1;
    Node next = mapped.get(last);
    Node residual = subtract(next, states.get(last));
    List<Node> directions = new ArrayList<>();
    List<Node> changes = new ArrayList<>();
    for (int i = last - 1; i >= 0; i--) {
      directions.add(subtract(residual, subtract(mapped.get(i), states.get(i))));
      changes.add(subtract(mapped.get(last), mapped.get(i)));
    }
    while (!directions.isEmpty()) {
      Node direction = directions.remove(0);
      Node change = changes.remove(0);
      List<Node> others = new ArrayList<>(List.of(residual));
      others.addAll(directions);
      List<Node> shares = Shares.of(direction, others);
      next = without(next, shares.get(0), change);
      residual = without(residual, shares.get(0), direction);
      for (int i = 0; i < directions.size(); i++) {
        directions.set(i, without(directions.get(i), shares.get(i + 1), direction));
        changes.set(i, without(changes.get(i), shares.get(i + 1), change));
      }
    }
    return next;
  }

  private static Node without(Node value, Node share, Node direction) {
    return subtract(value, multiply(direction, share));
  }
}
