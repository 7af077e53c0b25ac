package dev.trine.onnx.export;

import dev.trine.ModelFormatException;
import dev.trine.nn.Network;
import dev.trine.nn.Vertex;
import dev.trine.onnx.file.ElementType;
import dev.trine.onnx.file.OnnxGraph;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.onnx.file.OnnxValue;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A network as an ONNX graph, without weights. It tells where each of these goes, so that it is the
 * way there and back: a graph whose nodes are the same is this network.
 */
public final class ExportedNetwork {
  private static final String BATCH = "batch";

  private final List<OnnxNode> nodes;
  private final Map<String, Places> parameters;
  private final Map<String, FixedTensor> fixed;
  private final List<OnnxValue> inputs;
  private final List<OnnxValue> outputs;
  private final int opset;

  private ExportedNetwork(GraphBuilder graph, List<OnnxNode> nodes, Network network) {
    this.nodes = nodes;
    this.parameters = graph.parameters();
    this.fixed = graph.fixed();
    this.opset = graph.opset();
    this.inputs =
        network.inputs().stream().map(input -> value(input.name(), input.type())).toList();
    this.outputs =
        network.outputs().stream()
            .map(name -> value(name, TensorType.f32(network.output(name))))
            .toList();
  }

  /**
   * The graph of a network.
   *
   * @throws IllegalArgumentException if ONNX has nothing for one of its layers; names it
   */
  public static ExportedNetwork of(Network network) {
    GraphBuilder graph = new GraphBuilder(network.layout());
    Map<String, Value> values = new LinkedHashMap<>();
    for (Network.Input input : network.inputs()) {
      values.put(input.name(), new Value(input.name(), input.type().batched(1)));
    }
    for (Vertex vertex : network.layers()) {
      List<Value> taken = vertex.inputs().stream().map(values::get).toList();
      ExportScope scope = new ExportScope(graph, vertex.name(), vertex.weights());
      List<Value> made = scope.outputs(vertex.layer(), taken);
      for (int i = 0; i < made.size(); i++) {
        values.put(i == 0 ? vertex.name() : vertex.name() + ":" + i, made.get(i));
      }
    }
    List<OnnxNode> all = new ArrayList<>(graph.nodes());
    for (String output : network.outputs()) {
      all.add(OutputNames.identity(values.get(output).name(), output));
    }
    List<OnnxNode> fewer = TransposeElimination.of(all, new LinkedHashSet<>(network.outputs()));
    return new ExportedNetwork(graph, OutputNames.given(fewer), network);
  }

  private static OnnxValue value(String name, TensorType ofOne) {
    List<String> dims = new ArrayList<>(List.of(BATCH));
    Arrays.stream(ofOne.shape().dimensions()).forEach(extent -> dims.add(Long.toString(extent)));
    return new OnnxValue(name, ElementType.of(ofOne.type()).code(), dims);
  }

  /** The version of ONNX's ops that it needs. */
  public int opset() {
    return opset;
  }

  /**
   * The graph with weights.
   *
   * @param weights all parameters, in the order of the network's layout
   */
  public OnnxGraph graph(float[] weights) {
    List<OnnxTensor> tensors = new ArrayList<>();
    parameters.forEach(
        (name, places) ->
            tensors.add(FixedTensor.of(places.shape(), () -> places.gather(weights)).named(name)));
    fixed.forEach((name, tensor) -> tensors.add(tensor.named(name)));
    return new OnnxGraph("trine", nodes, tensors, inputs, outputs);
  }

  /** Whether a graph is this one, whatever its weights. */
  public boolean is(OnnxGraph graph) {
    Map<String, OnnxTensor> tensors = byName(graph);
    return graph.nodes().equals(nodes)
        && graph.inputs().equals(inputs)
        && graph.outputs().equals(outputs)
        && fixed.entrySet().stream()
            .allMatch(
                entry ->
                    tensors.containsKey(entry.getKey())
                        && entry.getValue().is(tensors.get(entry.getKey())));
  }

  /**
   * The weights of a graph that is this one.
   *
   * @param count of all parameters
   * @return all of them, in the order of the network's layout
   * @throws ModelFormatException if a tensor is missing, or is of another shape
   */
  public float[] weights(OnnxGraph graph, int count) {
    Map<String, OnnxTensor> tensors = byName(graph);
    float[] weights = new float[count];
    parameters.forEach(
        (name, places) -> {
          OnnxTensor tensor = tensors.get(name);
          if (tensor == null || !tensor.dims().equals(FixedTensor.dims(places.shape()))) {
            throw new ModelFormatException(
                "the tensor '%s' is %s, expected the shape %s"
                    .formatted(name, tensor == null ? "missing" : tensor.dims(), places.shape()));
          }
          places.scatter(tensor.floats(), weights);
        });
    return weights;
  }

  private static Map<String, OnnxTensor> byName(OnnxGraph graph) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    graph.initializers().forEach(tensor -> tensors.put(tensor.name(), tensor));
    return tensors;
  }
}
