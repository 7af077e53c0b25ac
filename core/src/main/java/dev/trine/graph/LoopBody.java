package dev.trine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one turn of a {@link Loop} computes. It is no part of the graph, but takes values of it.
 *
 * @param state as the turn finds it
 * @param applications all that depends on the state, and nothing else
 * @param result of the state's type
 */
public record LoopBody(Node state, List<Application> applications, Node result) {
  public LoopBody {
    applications = List.copyOf(applications);
  }

  /** The values of the graph that it takes besides the state. */
  public List<Node> captured() {
    Set<Node> own = new LinkedHashSet<>(List.of(state));
    Set<Node> captured = new LinkedHashSet<>();
    for (Application application : applications) {
      application.inputs().stream().filter(in -> !own.contains(in)).forEach(captured::add);
      own.addAll(application.outputs());
    }
    return List.copyOf(captured);
  }

  /** Adds one turn to the graph, from any state. */
  public Node at(Node from) {
    Map<Node, Node> copies = new HashMap<>(Map.of(state, from));
    for (Application application : applications) {
      List<Node> inputs = new ArrayList<>();
      application.inputs().forEach(in -> inputs.add(copies.getOrDefault(in, in)));
      List<Node> made = from.graph().applyAll(application.op(), inputs.toArray(Node[]::new));
      for (int i = 0; i < made.size(); i++) {
        Node original = application.output(i);
        copies.put(original, made.get(i).named(original.name()));
      }
    }
    return copies.get(result);
  }
}
