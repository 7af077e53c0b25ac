package dev.trine.onnx.export;

import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a layer may ask for while it is exported, as of its {@link dev.trine.nn.Scope} while it is
 * traced: its parameters, nodes of its own, and what its parts become. Nodes and parameters are
 * called by where the layer is.
 */
final class ExportScope {
  private final GraphBuilder graph;
  private final String place;
  private final String weights;
  private final Map<String, Integer> kinds = new HashMap<>();

  /**
   * @param place path of the layer
   * @param weights path of that whose weights it has
   */
  ExportScope(GraphBuilder graph, String place, String weights) {
    this.graph = graph;
    this.place = place;
    this.weights = weights;
  }

  /** The outputs of a layer of this path. */
  List<Value> outputs(Layer layer, List<Value> inputs) {
    List<String> names;
    try {
      names = LayerExports.of(layer).write(layer, inputs, this);
    } catch (Refusal refused) {
      throw refused.isPlaced() ? refused : refused.at(place);
    }
    List<TensorType> types = TypeScope.outputs(layer, inputs);
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      outputs.add(new Value(names.get(i), types.get(i)));
    }
    return outputs;
  }

  /** What a part of this layer gives. */
  List<Value> part(String name, Layer layer, List<Value> inputs) {
    return new ExportScope(graph, place + "/" + name, weights + "/" + name).outputs(layer, inputs);
  }

  /** What a part of one input and one output gives. */
  Value part(String name, Layer layer, Value in) {
    return part(name, layer, List.of(in)).get(0);
  }

  /** What a part gives that is called by its kind and number. */
  List<Value> part(Layer layer, List<Value> inputs) {
    String kind = Layers.nameOf(layer);
    int number = kinds.merge(kind, 1, Integer::sum) - 1;
    return part(kind + "/" + number, layer, inputs);
  }

  /** A parameter of this layer as it is. */
  String parameter(String name) {
    return parameter(name, UnaryOperator.identity());
  }

  /** A parameter of this layer, laid out as ONNX has it. */
  String parameter(String name, UnaryOperator<Places> arranged) {
    String path = weights + "/" + name;
    return graph.parameter(path, () -> arranged.apply(graph.places(path)));
  }

  /** Two parameters of this layer, laid out as one that ONNX has, by a name of its own. */
  String parameters(String name, String first, String second, Arrangement arranged) {
    return graph.parameter(
        weights + "/" + name,
        () ->
            arranged.of(graph.places(weights + "/" + first), graph.places(weights + "/" + second)));
  }

  /** How two parameters become one tensor. */
  interface Arrangement {
    Places of(Places first, Places second);
  }

  /** A vector of whole numbers: axes, extents. */
  String wholes(long... values) {
    String name =
        Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
    return graph.fixed(name, FixedTensor.of(values));
  }

  /** A number, of any rank that it is combined with. */
  String real(double value) {
    return graph.fixed(
        Float.toString((float) value),
        FixedTensor.of(Shape.of(), () -> new float[] {(float) value}));
  }

  /** A table of this layer's own, row-major. */
  String table(String name, Shape shape, Supplier<float[]> values) {
    return graph.fixed(place + "/" + name, FixedTensor.of(shape, values));
  }

  /** A tensor of this layer's own. */
  String fixed(String name, FixedTensor tensor) {
    return graph.fixed(place + "/" + name, tensor);
  }

  /** Adds a node of one output, and gives its name. */
  String op(String type, List<String> inputs, OnnxAttribute... attributes) {
    return ops(type, 1, inputs, attributes).get(0);
  }

  /** Adds a node of several outputs. */
  List<String> ops(String type, int outputs, List<String> inputs, OnnxAttribute... attributes) {
    return graph.node(place + "/" + type, type, outputs, inputs, attributes);
  }

  /** Adds a node of one input, or of two. */
  String op(String type, String... inputs) {
    return op(type, List.of(inputs));
  }

  /** Says that a node is of an op that came, or changed, with a version of ONNX's ops. */
  void needsOpset(int version) {
    graph.needsOpset(version);
  }

  /** With its axes in another order: axis i is what axis {@code axes[i]} was. */
  String transpose(String in, long... axes) {
    return op("Transpose", List.of(in), OnnxAttribute.wholes("perm", axes));
  }

  /** In another shape; -1 for the one extent that follows from the others. */
  String reshape(String in, long... extents) {
    return op("Reshape", in, wholes(extents));
  }

  /** In the shape of a value of any batch. */
  String reshapeLike(String in, Shape ofOne) {
    long[] extents = ofOne.dimensions();
    extents[0] = -1;
    return reshape(in, extents);
  }
}
