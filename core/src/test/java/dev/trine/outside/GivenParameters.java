package dev.trine.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.nn.Initialiser;
import dev.trine.nn.Layer;
import dev.trine.nn.Scope;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Iterator;
import java.util.List;

/** Gives layers nodes for parameters, in the order in which they ask. */
record GivenParameters(Graph graph, Iterator<Node> nodes) implements Scope {
  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    Node node = nodes.next();
    assertEquals(shape, node.shape(), name);
    return node;
  }

  /** A variable without values: what it becomes is not looked at here. */
  @Override
  public Node state(String name, Shape shape, Initialiser initialiser) {
    return graph.variable(name, TensorType.f32(shape));
  }

  @Override
  public void next(String name, Node value) {}

  /** What a batch begins with is asked for as parameters are. */
  @Override
  public Node carried(String name, Shape shape) {
    return parameter(name, shape, null, false);
  }

  @Override
  public void carry(String name, Node value) {}

  @Override
  public List<Node> part(String name, Layer layer, List<Node> inputs) {
    return layer.apply(this, inputs);
  }

  @Override
  public List<Node> part(Layer layer, List<Node> inputs) {
    return layer.apply(this, inputs);
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public Node stepState() {
    throw new UnsupportedOperationException("Nothing random has values from elsewhere");
  }

  @Override
  public long seed() {
    throw new UnsupportedOperationException("Nothing random has values from elsewhere");
  }

  @Override
  public int newRandomStream() {
    throw new UnsupportedOperationException("Nothing random has values from elsewhere");
  }
}
