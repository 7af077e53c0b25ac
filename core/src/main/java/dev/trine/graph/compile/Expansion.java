package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.graph.Application;
import dev.trine.graph.Fused;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Puts what a fused op expands to in its place, where a backend does not have it in one piece. */
final class Expansion {
  private final Graph graph;
  private final Backend backend;
  private final List<Application> expanded = new ArrayList<>();

  private Expansion(Graph graph, Backend backend) {
    this.graph = graph;
    this.backend = backend;
  }

  static List<Application> of(Graph graph, List<Application> applications, Backend backend) {
    Expansion expansion = new Expansion(graph, backend);
    applications.forEach(expansion::add);
    return expansion.expanded;
  }

  private void add(Application application) {
    if (application.op() instanceof Fused fused && !isClaimed(fused, application)) {
      List<Node> results = new ArrayList<>();
      List<Application> parts =
          graph.added(() -> results.addAll(fused.expand(application.inputs())));
      check(fused, results, application);
      Renaming.of(parts, results, application.outputs()).forEach(this::add);
    } else {
      expanded.add(application);
    }
  }

  private boolean isClaimed(Fused fused, Application application) {
    List<TensorType> types = application.inputs().stream().map(Node::tensorType).toList();
    return fused.isClaimedBy(backend, types);
  }

  private static void check(Fused fused, List<Node> results, Application application) {
    List<TensorType> types = results.stream().map(Node::tensorType).toList();
    List<TensorType> wanted = application.outputs().stream().map(Node::tensorType).toList();
    if (!types.equals(wanted)) {
      throw new IllegalStateException(
          "%s expands to %s instead of %s".formatted(fused, types, wanted));
    }
  }
}
