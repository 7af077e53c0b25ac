package dev.trine.graph.compile;

import dev.trine.graph.Application;
import dev.trine.graph.Effect;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins applications that compute the same: equal ops of the same inputs, between which no state
 * changes. So a gradient may use an expansion of its own of what the forward pass expands.
 */
final class Repeats {
  /** What an application computes. */
  private record Key(Op op, List<Node> inputs) {}

  private final Set<Node> kept;
  private final Map<Key, Application> found = new HashMap<>();
  private final Map<Node, Node> same = new HashMap<>();

  private Repeats(Set<Node> kept) {
    this.kept = kept;
  }

  /**
   * The same computation in fewer applications.
   *
   * @param kept values that must still arise
   */
  static List<Application> join(List<Application> applications, Set<Node> kept) {
    Repeats repeats = new Repeats(kept);
    List<Application> joined = new ArrayList<>();
    applications.forEach(application -> repeats.add(application, joined));
    return joined;
  }

  private void add(Application application, List<Application> joined) {
    List<Node> inputs =
        application.inputs().stream().map(input -> same.getOrDefault(input, input)).toList();
    Application now =
        inputs.equals(application.inputs())
            ? application
            : new Application(application.op(), inputs, application.outputs());
    if (application.op() instanceof Effect) {
      found.clear();
      joined.add(now);
      return;
    }
    Application before = found.putIfAbsent(new Key(now.op(), inputs), now);
    if (before == null || now.outputs().stream().anyMatch(kept::contains)) {
      joined.add(now);
      return;
    }
    for (int i = 0; i < now.outputs().size(); i++) {
      same.put(now.output(i), before.output(i));
    }
  }
}
