package dev.trine.graph.compile;

import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which applications of a graph run, and in which order. */
final class Schedule {
  private Schedule() {}

  /** What the outputs and the effects need, fused, in the graph's order. */
  static List<Application> of(Graph graph, List<Node> outputs) {
    List<Application> live = live(graph.applications(), outputs);
    return ColumnSums.join(Fusion.fuse(live, Set.copyOf(outputs)));
  }

  private static List<Application> live(List<Application> applications, List<Node> outputs) {
    Set<Node> needed = new HashSet<>(outputs);
    List<Application> live = new ArrayList<>();
    for (int i = applications.size() - 1; i >= 0; i--) {
      Application application = applications.get(i);
      if (application.op().role() == Op.Role.EFFECT
          || application.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(application.inputs());
        live.add(application);
      }
    }
    Collections.reverse(live);
    return live;
  }
}
