package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;

import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse-mode differentiation: adds to a graph the nodes that compute gradients (Rumelhart, Hinton
 * and Williams 1986; Griewank and Walther 2008, chapter 3).
 */
public final class Differentiator {
  private Differentiator() {}

  /**
   * The gradient of a loss with respect to each of {@code with}.
   *
   * @param loss a single number
   * @return as {@code with}; null for a node on which the loss does not depend
   */
  public static List<Node> gradients(Node loss, List<Node> with) {
    if (loss.shape().elements() != 1) {
      throw new IllegalArgumentException(
          "Cannot differentiate %s: a loss is a single number; take its mean or sum"
              .formatted(loss));
    }
    return gradients(loss, 1, with);
  }

  /**
   * The gradient of the sum of all elements of a tensor, times a factor, with respect to each of
   * {@code with}.
   *
   * @return as {@code with}; null for a node on which the tensor does not depend
   */
  public static List<Node> gradients(Node of, double factor, List<Node> with) {
    Graph graph = of.graph();
    List<Application> forward = List.copyOf(graph.applications());
    Set<Node> dependent = dependents(forward, with);
    Set<Application> given = new HashSet<>(forward);
    Map<Node, Node> gradients = new HashMap<>();
    gradients.put(of, Constant.like(of, factor));
    for (int i = forward.size() - 1; i >= 0; i--) {
      Application application = forward.get(i);
      if (application.outputs().stream()
              .anyMatch(o -> dependent.contains(o) && gradients.containsKey(o))
          && application.op().role() != Op.Role.VALUE) {
        propagate(application, dependent, gradients, given);
      }
    }
    List<Node> result = new ArrayList<>();
    for (Node node : with) {
      Node gradient = gradients.get(node);
      name(gradient, node, given);
      result.add(gradient);
    }
    return result;
  }

  private static void propagate(
      Application application,
      Set<Node> dependent,
      Map<Node, Node> gradients,
      Set<Application> given) {
    List<Node> outputGradients = new ArrayList<>();
    application.outputs().forEach(output -> outputGradients.add(gradients.get(output)));
    List<Node> inputGradients = application.op().gradient(application, outputGradients);
    for (int i = 0; i < application.inputs().size(); i++) {
      Node input = application.input(i);
      Node gradient = inputGradients.get(i);
      if (gradient != null && dependent.contains(input)) {
        Node sum = gradients.merge(input, gradient, (first, second) -> add(first, second));
        name(sum, input, given);
      }
    }
  }

  /** Names a gradient, unless it is a value of the forward pass. */
  private static void name(Node gradient, Node of, Set<Application> given) {
    if (gradient != null && !given.contains(gradient.producer())) {
      gradient.named("gradient of " + of.name());
    }
  }

  /** The nodes that change when one of {@code sources} does. */
  private static Set<Node> dependents(List<Application> applications, List<Node> sources) {
    Set<Node> dependent = new HashSet<>(sources);
    for (Application application : applications) {
      if (application.inputs().stream().anyMatch(dependent::contains)) {
        dependent.addAll(application.outputs());
      }
    }
    return dependent;
  }
}
