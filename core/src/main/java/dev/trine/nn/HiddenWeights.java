package dev.trine.nn;

import dev.trine.graph.Alias;
import dev.trine.graph.Application;
import dev.trine.graph.Node;
import dev.trine.graph.Variable;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which weights of a network are matrices between its inputs and its last layers. */
final class HiddenWeights {
  private static final int MATRIX = 2;

  private HiddenWeights() {}

  /**
   * Their names: of all that decay and have at least two axes, but those that are first on a way
   * back from an output.
   */
  static Set<String> of(Collection<Node> outputs, List<Parameter> parameters) {
    Map<String, Parameter> hidden = new LinkedHashMap<>();
    parameters.stream()
        .filter(parameter -> parameter.role() == Parameter.Role.DECAYING)
        .filter(parameter -> parameter.shape().rank() >= MATRIX)
        .forEach(parameter -> hidden.put(parameter.name(), parameter));
    Set<String> last = new HashSet<>();
    Deque<Application> left = new ArrayDeque<>();
    Set<Application> seen = new HashSet<>();
    outputs.forEach(output -> left.add(output.producer()));
    while (!left.isEmpty()) {
      Application application = left.remove();
      if (!seen.add(application)) {
        continue;
      }
      List<String> weights =
          application.inputs().stream()
              .map(HiddenWeights::name)
              .filter(hidden::containsKey)
              .toList();
      last.addAll(weights);
      if (weights.isEmpty()) {
        application.inputs().forEach(input -> left.add(input.producer()));
      }
    }
    hidden.keySet().removeAll(last);
    return hidden.keySet();
  }

  /** The name of the variable that a node is, or is a part of; an empty one if it is computed. */
  private static String name(Node node) {
    Application producer = node.producer();
    while (producer.op() instanceof Alias) {
      producer = producer.input(0).producer();
    }
    return producer.op() instanceof Variable variable ? variable.name() : "";
  }
}
