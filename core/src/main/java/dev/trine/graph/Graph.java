package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A computation as applications of ops, in the order in which they were added. That order is kept:
 * effects happen, and state is read, as in the code that built the graph.
 */
public final class Graph {
  private final List<Application> applications = new ArrayList<>();
  private final Set<String> inputNames = new HashSet<>();
  private final Map<String, Node> variables = new HashMap<>();

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

  /**
   * A tensor that outlives the run: a parameter, a moment, a counter. Where it lies is said when
   * the graph is compiled. Asked for again, it is the same node.
   *
   * @throws IllegalArgumentException if it was asked for under another type
   */
  public Node variable(String name, TensorType type) {
    Node variable = variables.computeIfAbsent(name, n -> apply(new Variable(n, type)).named(n));
    if (!variable.tensorType().equals(type)) {
      throw new IllegalArgumentException(
          "The variable '%s' is %s, not %s".formatted(name, variable.tensorType(), type));
    }
    return variable;
  }

  /**
   * Keeps a value beyond the run, in a tensor of the state. It is computed in place where nothing
   * speaks against it.
   */
  public void store(Node value, String name) {
    effect(new Store(name), value);
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
  public void effect(Effect op, Node... inputs) {
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

  /** The applications that something adds, which the graph does not keep. */
  public List<Application> added(Runnable tracing) {
    int before = applications.size();
    tracing.run();
    List<Application> tail = applications.subList(before, applications.size());
    List<Application> added = List.copyOf(tail);
    tail.clear();
    variables.values().removeIf(variable -> added.contains(variable.producer()));
    return added;
  }

  /**
   * Traces a map of a state. What depends on the state is its body, which the graph does not keep;
   * the rest stays.
   */
  LoopBody body(TensorType type, UnaryOperator<Node> map) {
    int before = applications.size();
    Node state = apply(new Carried(type)).named("state");
    Node result = map.apply(state);
    List<Application> tail = applications.subList(before, applications.size());
    List<Application> traced = List.copyOf(tail);
    tail.clear();
    Set<Node> dependent = new HashSet<>(Set.of(state));
    List<Application> body = new ArrayList<>();
    for (Application application : traced.subList(1, traced.size())) {
      if (application.inputs().stream().anyMatch(dependent::contains)) {
        dependent.addAll(application.outputs());
        body.add(application);
      } else {
        applications.add(application);
      }
    }
    return new LoopBody(state, dependent.contains(result) ? body : List.of(), result);
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
