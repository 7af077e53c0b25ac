package dev.trine.onnx.export;

import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.nn.Initialiser;
import dev.trine.nn.Layer;
import dev.trine.nn.Scope;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/** Traces a layer to learn the types of its outputs; the graph is thrown away. */
public final class TypeScope implements Scope {
  private final Graph graph = new Graph();
  private int tensors;
  private int streams;

  private TypeScope() {}

  /** What a layer gives for a batch of one. */
  public static List<TensorType> outputTypes(Layer layer, List<TensorType> inputs) {
    TypeScope scope = new TypeScope();
    List<Node> given =
        inputs.stream().map(type -> scope.graph.input(scope.newName(), type)).toList();
    return layer.apply(scope, given).stream().map(Node::tensorType).toList();
  }

  static List<TensorType> outputs(Layer layer, List<Value> inputs) {
    return outputTypes(layer, inputs.stream().map(Value::type).toList());
  }

  private String newName() {
    return "tensor/" + tensors++;
  }

  private Node tensor(Shape shape) {
    return graph.variable(newName(), TensorType.f32(shape));
  }

  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    return tensor(shape);
  }

  @Override
  public Node state(String name, Shape shape, Initialiser initialiser) {
    return tensor(shape);
  }

  @Override
  public void next(String name, Node value) {}

  @Override
  public Node carried(String name, Shape shape) {
    return tensor(shape);
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
    return false;
  }

  @Override
  public Node stepState() {
    return graph.variable(newName(), new TensorType(DType.I32, Shape.of(1)));
  }

  @Override
  public long seed() {
    return 0;
  }

  @Override
  public int newRandomStream() {
    return streams++;
  }
}
