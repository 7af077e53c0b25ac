package dev.trine.onnx.foreign;

import dev.trine.onnx.file.OnnxNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What a value comes to. */
final class Reach {
  private Reach() {}

  /**
   * Whether a value is taken by one of some ops.
   *
   * @param through ops that it may go through before
   */
  static boolean leadsTo(Set<String> ops, String value, Set<String> through, NetworkDraft draft) {
    Set<String> seen = new HashSet<>(Set.of(value));
    Deque<String> waiting = new ArrayDeque<>(seen);
    while (!waiting.isEmpty()) {
      for (OnnxNode node : draft.takers(waiting.remove())) {
        if (ops.contains(node.opType())) {
          return true;
        }
        if (through.contains(node.opType())) {
          node.outputs().stream().filter(seen::add).forEach(waiting::add);
        }
      }
    }
    return false;
  }
}
