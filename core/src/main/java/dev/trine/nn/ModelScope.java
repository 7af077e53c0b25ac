package dev.trine.nn;

import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Traces a network whose weights are variables of the graph, by the parameters' names. */
final class ModelScope extends LayerScope {
  private final Graph graph;
  private final boolean training;
  private final Node stepState;
  private final long seed;
  private final Map<String, Node> parameters = new LinkedHashMap<>();
  private final Map<String, Node> next = new LinkedHashMap<>();

  ModelScope(Graph graph, boolean training, Node stepState, long seed) {
    this.graph = graph;
    this.training = training;
    this.stepState = stepState;
    this.seed = seed;
  }

  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    String path = path(name);
    Node node = graph.variable(path, TensorType.f32(shape));
    parameters.put(path, node);
    return node;
  }

  @Override
  public Node state(String name, Shape shape, Initialiser initialiser) {
    Node node = graph.variable(path(name), TensorType.f32(shape));
    next.putIfAbsent(path(name), node);
    return node;
  }

  @Override
  public void next(String name, Node value) {
    next.put(path(name), value);
  }

  /** What each state becomes, by name; itself if no layer says more. */
  Map<String, Node> next() {
    return next;
  }

  /** The parameters that the layers asked for, by name. */
  Map<String, Node> parameters() {
    return parameters;
  }

  @Override
  public boolean training() {
    return training;
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
