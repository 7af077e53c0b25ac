package dev.trine.nn;

import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a batch in a graph, each there once, whoever takes it. */
public final class BatchFields {
  private final Graph graph;
  private final Feed feed;
  private final int examples;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** The fields of so many examples. */
  public BatchFields(Graph graph, Feed feed, int examples) {
    this.graph = graph;
    this.feed = feed;
    this.examples = examples;
  }

  public Graph graph() {
    return graph;
  }

  public int examples() {
    return examples;
  }

  /**
   * A field.
   *
   * @param type of the batch; of a shape other than the field's, as many elements
   * @throws IllegalArgumentException if it was taken as elements of another type, or of another
   *     number, before
   */
  public Node of(String field, TensorType type) {
    Node node = nodes.get(field);
    if (node == null) {
      node = feed.field(this, field, type);
      nodes.put(field, node);
    }
    if (node.type() != type.type() || node.shape().elements() != type.elements()) {
      throw new IllegalArgumentException(
          "The field '%s' is taken as %s and as %s".formatted(field, node.tensorType(), type));
    }
    return Reshape.reshape(node, type.shape());
  }

  /** What a network takes, by name. */
  public Map<String, Node> inputsOf(Network network) {
    Map<String, Node> inputs = new LinkedHashMap<>();
    for (Network.Input input : network.inputs()) {
      inputs.put(input.name(), of(input.name(), input.type().batched(examples)));
    }
    return inputs;
  }
}
