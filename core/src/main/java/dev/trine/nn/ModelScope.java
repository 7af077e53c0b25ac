package dev.trine.nn;

import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Traces a network whose weights are variables of the graph, by the parameters' names. */
final class ModelScope extends LayerScope {
  private final Graph graph;
  private final boolean training;
  private final Node stepState;
  private final long seed;
  private final Map<String, Node> parameters = new LinkedHashMap<>();
  private final Map<String, Node> next = new LinkedHashMap<>();
  private final boolean goesOn;
  private final Map<String, Node> carried = new LinkedHashMap<>();

  /**
   * @param goesOn whether what layers carry from batch to batch are variables too; else it is 0
   */
  ModelScope(
      Set<String> frozen,
      Graph graph,
      boolean training,
      Node stepState,
      long seed,
      boolean goesOn) {
    super(frozen);
    this.goesOn = goesOn;
    this.graph = graph;
    this.training = training;
    this.stepState = stepState;
    this.seed = seed;
  }

  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    Node node = graph.variable(path(name), TensorType.f32(shape));
    if (!isFrozen(name)) {
      parameters.put(path(name), node);
    }
    return node;
  }

  /** Where several layers share it, each finds what the one before it made of it. */
  @Override
  public Node state(String name, Shape shape, Initialiser initialiser) {
    Node node = graph.variable(path(name), TensorType.f32(shape));
    if (isFrozen(name)) {
      return node;
    }
    next.putIfAbsent(path(name), node);
    return next.get(path(name));
  }

  @Override
  public void next(String name, Node value) {
    if (training()) {
      next.replace(path(name), value);
    }
  }

  /** What each state becomes, by name; itself if no layer says more. */
  Map<String, Node> next() {
    return next;
  }

  @Override
  public Node carried(String name, Shape shape) {
    TensorType type = TensorType.f32(shape);
    return goesOn
        ? graph.variable(CarriedState.variable(place(name)), type)
        : graph.apply(new Constant(0, type));
  }

  @Override
  public void carry(String name, Node value) {
    if (goesOn) {
      carried.put(place(name), value);
    }
  }

  /** What is carried to the next batch, by name. */
  Map<String, Node> carried() {
    return carried;
  }

  /** The trained parameters that the layers asked for, by name. */
  Map<String, Node> parameters() {
    return parameters;
  }

  @Override
  public boolean training() {
    return training && !isFrozen();
  }

  @Override
  public Node stepState() {
    return stepState;
  }

  @Override
  public long seed() {
    return seed;
  }
}
