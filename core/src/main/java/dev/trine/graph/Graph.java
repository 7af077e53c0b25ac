package dev.trine.graph;

import dev.trine.backend.View;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A computation as applications of ops, in the order in which they were added. That order is kept:
 * effects happen, and state is read, as in the code that built the graph.
 */
public final class Graph {
  private final List<Application> applications = new ArrayList<>();
  private final Set<String> inputNames = new HashSet<>();

  /**
   * A tensor that is uploaded before each run.
   *
   * @throws IllegalArgumentException if there is an input of that name already
   */
  public Node input(String name, TensorType type) {
    if (!inputNames.add(name)) {
      throw new IllegalArgumentException("There is an input '%s' already".formatted(name));
    }
    return apply(new Input(name, type)).named(name);
  }

  /** A tensor that outlives the run: a parameter, a moment, a counter. */
  public Node variable(String name, View view) {
    return apply(new Variable(name, view)).named(name);
  }

  /** Keeps a value beyond the run. It is computed in place where nothing speaks against it. */
  public void store(Node value, View to) {
    effect(new Store(to), value);
  }

  /** Applies an op of one output. */
  public Node apply(Op op, Node... inputs) {
    return add(op, List.of(inputs)).output(0);
  }

  /** Applies an op of any number of outputs. */
  public List<Node> applyAll(Op op, Node... inputs) {
    return add(op, List.of(inputs)).outputs();
  }

  /** Applies an op that changes state. */
  public void effect(Op op, Node... inputs) {
    add(op, List.of(inputs));
  }

  /** The names of all inputs. */
  public Set<String> inputNames() {
    return Collections.unmodifiableSet(inputNames);
  }

  /** All applications, in order; a live view. */
  public List<Application> applications() {
    return Collections.unmodifiableList(applications);
  }

  private Application add(Op op, List<Node> inputs) {
    for (Node input : inputs) {
      if (input.graph() != this) {
        throw new IllegalArgumentException(
            "%s takes %s, which belongs to another graph".formatted(op, input));
      }
    }
    List<Node> outputs = new ArrayList<>();
    for (TensorType type : op.outputs(inputs.stream().map(Node::tensorType).toList())) {
      String name = op.getClass().getSimpleName() + " #" + applications.size();
      outputs.add(new Node(this, type, name));
    }
    Application application = new Application(op, inputs, outputs);
    outputs.forEach(node -> node.producedBy(application));
    applications.add(application);
    return application;
  }
}
