package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.graph.Application;
import dev.trine.graph.Effect;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which applications of a graph run, and in which order. */
final class Schedule {
  private Schedule() {}

  /** What the outputs and the effects need, as a backend is to do it, in the graph's order. */
  static List<Application> of(Graph graph, List<Node> outputs, Backend backend) {
    Set<Node> kept = Set.copyOf(outputs);
    List<Application> live = live(graph.applications(), kept);
    List<Application> unrolled = Unrolling.of(graph, live);
    List<Application> cut = ExampleBlocks.of(graph, unrolled, backend);
    List<Application> lowered = live(Expansion.of(graph, cut, backend), kept);
    List<Application> single = live(Repeats.join(lowered, kept), kept);
    List<Application> rounded = OperandRounding.of(graph, single, backend.precision().operands());
    List<Application> blocked = TermBlocks.of(graph, rounded, backend);
    List<Application> reshaped = live(ReshapeLast.of(blocked), kept);
    return ColumnSums.join(Fusion.fuse(reshaped, kept));
  }

  private static List<Application> live(List<Application> applications, Set<Node> outputs) {
    Set<Node> needed = new HashSet<>(outputs);
    List<Application> live = new ArrayList<>();
    for (int i = applications.size() - 1; i >= 0; i--) {
      Application application = applications.get(i);
      if (application.op() instanceof Effect
          || application.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(application.inputs());
        live.add(application);
      }
    }
    Collections.reverse(live);
    return live;
  }
}
