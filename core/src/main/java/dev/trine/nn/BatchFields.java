package dev.trine.nn;

import dev.trine.data.BatchShape;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a batch in a graph, each there once, whoever takes it. */
public final class BatchFields {
  private final Graph graph;
  private final Feed feed;
  private final BatchShape shape;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** The fields of a batch of a shape. */
  public BatchFields(Graph graph, Feed feed, BatchShape shape) {
    this.graph = graph;
    this.feed = feed;
    this.shape = shape;
  }

  public Graph graph() {
    return graph;
  }

  public int examples() {
    return shape.examples();
  }

  /**
   * The shape that an example's field has in the batch, of which sequences may be cut.
   *
   * @param whole that of the set
   */
  Shape ofExample(String field, Shape whole) {
    return shape.ofField(field, whole);
  }

  /**
   * A field.
   *
   * @param type of the batch; of a shape other than the field's, as many elements as the batch has
   *     of it
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
      TensorType type = input.type();
      Shape example = ofExample(input.name(), type.shape());
      inputs.put(
          input.name(), of(input.name(), new TensorType(type.type(), example.batched(examples()))));
    }
    return inputs;
  }
}
