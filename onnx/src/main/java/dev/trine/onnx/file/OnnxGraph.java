package dev.trine.onnx.file;

import java.util.ArrayList;
import java.util.List;

/** What is computed ({@code GraphProto}); each node behind those whose outputs it takes. */
public record OnnxGraph(
    String name,
    List<OnnxNode> nodes,
    List<OnnxTensor> initializers,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs) {
  private static final int NODE = 1;
  private static final int NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  void write(FieldWriter to) {
    nodes.forEach(node -> to.message(NODE, node::write));
    to.text(NAME, name);
    initializers.forEach(tensor -> to.message(INITIALIZER, tensor::write));
    inputs.forEach(input -> to.message(INPUT, input::write));
    outputs.forEach(output -> to.message(OUTPUT, output::write));
  }

  static OnnxGraph read(FieldReader from) {
    String name = "";
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> initializers = new ArrayList<>();
    List<OnnxValue> inputs = new ArrayList<>();
    List<OnnxValue> outputs = new ArrayList<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case NODE -> nodes.add(OnnxNode.read(from.message()));
        case NAME -> name = from.text();
        case INITIALIZER -> initializers.add(OnnxTensor.read(from.message()));
        case INPUT -> inputs.add(OnnxValue.read(from.message()));
        case OUTPUT -> outputs.add(OnnxValue.read(from.message()));
        default -> from.skip();
      }
    }
    return new OnnxGraph(name, nodes, initializers, inputs, outputs);
  }
}
