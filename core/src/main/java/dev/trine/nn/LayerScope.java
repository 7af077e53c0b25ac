package dev.trine.nn;

import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scope that knows where in the network it is: in a layer, or in a part of one. */
abstract class LayerScope implements Scope {
  private final Set<String> frozen;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();
  private String place = "";
  private String weights = "";
  private Layer layer;
  private Layer around;
  private int streams;

  /**
   * @param frozen paths whose parameters are not trained
   */
  LayerScope(Set<String> frozen) {
    this.frozen = frozen;
  }

  Set<String> frozen() {
    return frozen;
  }

  /**
   * The F32 values that layers and their parts gave so far, by their paths: {@code tower/dense/0},
   * of several outputs {@code halves:1} too. What the body of a fixed point computes, turn by turn,
   * is no value of the graph.
   */
  Map<String, Node> values(Graph graph) {
    Set<Application> all = new HashSet<>(graph.applications());
    Map<String, Node> found = new LinkedHashMap<>(values);
    found.values().removeIf(node -> node.type() != DType.F32 || !all.contains(node.producer()));
    return found;
  }

  /** Adds a layer of a network. */
  List<Node> apply(Vertex vertex, List<Node> inputs) {
    return apply(vertex.name(), vertex.weights(), vertex.layer(), inputs);
  }

  @Override
  public List<Node> part(String name, Layer layer, List<Node> inputs) {
    return apply(name, name, layer, inputs);
  }

  @Override
  public List<Node> part(Layer layer, List<Node> inputs) {
    String kind = LayerJson.nameOf(layer);
    int number = counts.merge(in(place, kind), 1, Integer::sum) - 1;
    return part(kind + "/" + number, layer, inputs);
  }

  private List<Node> apply(String name, String ownerOfWeights, Layer layer, List<Node> inputs) {
    String outerPlace = place;
    String outerWeights = weights;
    Layer outerAround = around;
    around = this.layer;
    place = in(outerPlace, name);
    weights = in(outerWeights, ownerOfWeights);
    this.layer = layer;
    try {
      Graph graph = inputs.get(0).graph();
      int before = graph.applications().size();
      List<Node> outputs = trace(layer, inputs);
      outputs.forEach(output -> checkBatch(inputs.get(0), output));
      nameInner(graph, before);
      for (int i = 0; i < outputs.size(); i++) {
        values.put(Vertex.output(place, i), outputs.get(i));
        if (!inputs.contains(outputs.get(i))) {
          outputs.get(i).named(in(place, Vertex.output("output", i)));
        }
      }
      return outputs;
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(name + ": " + unfit.getMessage(), unfit);
    } finally {
      place = outerPlace;
      weights = outerWeights;
      this.layer = around;
      around = outerAround;
    }
  }

  /** Adds what the current layer is, which has its place by now. */
  List<Node> trace(Layer layer, List<Node> inputs) {
    return layer.apply(this, inputs);
  }

  private static void checkBatch(Node in, Node out) {
    long batch = in.shape().dimension(0);
    if (out.shape().rank() == 0 || out.shape().dimension(0) != batch) {
      throw new IllegalArgumentException(
          "it gives %s for a batch of %s, expected [batch, …]; flatten() before it makes [batch, 1] of [batch]"
              .formatted(out.tensorType(), batch));
    }
  }

  /** Names the values that a layer computes on its way by its path, for messages and profiles. */
  private void nameInner(Graph graph, int from) {
    List<Application> all = graph.applications();
    for (Application application : all.subList(from, all.size())) {
      for (Node node : application.outputs()) {
        boolean isOfPart = node.name().startsWith(place + "/");
        if (application.op() instanceof Computation && !isOfPart) {
          node.named(in(place, node.name()));
        }
      }
    }
  }

  private static String in(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** Where something of the current layer is in the network: {@code twin/weight}. */
  String place(String name) {
    return in(place, name);
  }

  /** The current layer, or part of one. */
  Layer layer() {
    return layer;
  }

  /** What the current layer is a part of; null if that is the network. */
  Layer around() {
    return around;
  }

  /** What a tensor of the current layer is called, after whose weights it uses. */
  String path(String name) {
    return in(weights, name);
  }

  /** Whether the current layer is not trained. */
  boolean isFrozen() {
    return frozen.stream().anyMatch(path -> weights.equals(path) || weights.startsWith(path + "/"));
  }

  /** Whether a tensor of the current layer is not trained. */
  boolean isFrozen(String name) {
    return isFrozen() || frozen.contains(path(name));
  }

  @Override
  public int newRandomStream() {
    return streams++;
  }
}
