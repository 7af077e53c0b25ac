package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;

import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Fused;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import dev.trine.graph.Value;
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
    return pullback(List.of(of), List.of(Constant.like(of, factor)), with);
  }

  /**
   * The gradient of something with respect to each of {@code with}, given that with respect to each
   * of the outputs: the product of these with the outputs' Jacobian matrix.
   *
   * @param outputGradients of the outputs' shapes; null where there is none
   * @return as {@code with}; null for a node on which no output with a gradient depends
   */
  public static List<Node> pullback(
      List<Node> outputs, List<Node> outputGradients, List<Node> with) {
    List<Application> forward = List.copyOf(outputs.get(0).graph().applications());
    return pullback(forward, outputs, outputGradients, with);
  }

  /**
   * @param forward all by which outputs may depend on {@code with}
   */
  static List<Node> pullback(
      List<Application> forward, List<Node> outputs, List<Node> outputGradients, List<Node> with) {
    Set<Node> dependent = dependents(forward, with);
    Set<Application> given = new HashSet<>(forward);
    Map<Node, Node> gradients = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputGradients.get(i) != null) {
        gradients.merge(
            outputs.get(i), outputGradients.get(i), (first, second) -> add(first, second));
      }
    }
    for (int i = forward.size() - 1; i >= 0; i--) {
      Application application = forward.get(i);
      if (application.outputs().stream()
              .anyMatch(o -> dependent.contains(o) && gradients.containsKey(o))
          && !(application.op() instanceof Value)) {
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
    List<Node> inputGradients = gradient(application, outputGradients);
    for (int i = 0; i < application.inputs().size(); i++) {
      Node input = application.input(i);
      Node gradient = inputGradients.get(i);
      if (gradient != null && dependent.contains(input)) {
        Node sum = gradients.merge(input, gradient, (first, second) -> add(first, second));
        name(sum, input, given);
      }
    }
  }

  private static List<Node> gradient(Application application, List<Node> outputGradients) {
    if (application.op() instanceof Loop) {
      return ImplicitGradient.of(application, outputGradients.get(0));
    }
    List<Node> own = application.op().gradient(application, outputGradients);
    return own == null ? ofExpansion(application, outputGradients) : own;
  }

  private static List<Node> ofExpansion(Application application, List<Node> outputGradients) {
    List<Node> inputs = application.inputs();
    List<Application> all = inputs.get(0).graph().applications();
    int before = all.size();
    List<Node> outputs = ((Fused) application.op()).expand(inputs);
    List<Application> expansion = List.copyOf(all.subList(before, all.size()));
    return pullback(expansion, outputs, outputGradients, inputs);
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
