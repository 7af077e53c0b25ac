package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;

import dev.trine.graph.Application;
import dev.trine.graph.Convergence;
import dev.trine.graph.Graph;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a few turns of each loop in its place, one behind the other, between {@link Enter} and
 * {@link Again}. A program repeats them until the loop has settled.
 */
final class Unrolling {
  private static final int TURNS = Convergence.TURNS;

  private Unrolling() {}

  static List<Application> of(Graph graph, List<Application> applications) {
    List<Application> unrolled = new ArrayList<>();
    for (Application application : applications) {
      if (application.op() instanceof Loop loop) {
        unrolled.addAll(unroll(graph, loop, application));
      } else {
        unrolled.add(application);
      }
    }
    return unrolled;
  }

  private static List<Application> unroll(Graph graph, Loop loop, Application application) {
    List<Node> results = new ArrayList<>();
    List<Application> turns =
        graph.added(() -> results.add(turns(graph, loop, application.input(0))));
    return Renaming.of(turns, results, application.outputs());
  }

  /** The result; where it is accelerated, the next turns begin with another. */
  private static Node turns(Graph graph, Loop loop, Node start) {
    Convergence convergence = loop.convergence();
    List<Node> states = new ArrayList<>(graph.applyAll(new Enter(), start));
    List<Node> mapped = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      mapped.add(loop.body().at(states.get(i)));
      states.add(damped(states.get(i), mapped.get(i), convergence.damping()));
    }
    Node result = states.remove(TURNS);
    Node residual = Residual.of(states.get(TURNS - 1), mapped.get(TURNS - 1));
    Node next = convergence.accelerated() ? Acceleration.next(states, mapped) : result;
    graph.effect(new Again(convergence), states.get(0), next, residual, result);
    return result;
  }

  private static Node damped(Node state, Node mapped, double damping) {
    return damping == 0 ? mapped : add(multiply(state, damping), multiply(mapped, 1 - damping));
  }
}
