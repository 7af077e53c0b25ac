package dev.trine.onnx.export;

import dev.trine.nn.ParameterLayout;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The graph that the layers of a network add to. */
final class GraphBuilder {
  /** The first with layer normalisation. */
  private static final int LEAST_OPSET = 17;

  private final ParameterLayout layout;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, Places> parameters = new LinkedHashMap<>();
  private final Map<String, FixedTensor> fixed = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private int opset = LEAST_OPSET;

  GraphBuilder(ParameterLayout layout) {
    this.layout = layout;
  }

  Places places(String parameter) {
    return Places.of(layout, parameter);
  }

  /** The name of a tensor of parameters, which layers may share. */
  String parameter(String name, Supplier<Places> places) {
    if (!parameters.containsKey(name)) {
      parameters.put(name, places.get());
    }
    return name;
  }

  String fixed(String name, FixedTensor tensor) {
    fixed.putIfAbsent(name, tensor);
    return name;
  }

  List<String> node(
      String path, String type, int outputs, List<String> inputs, OnnxAttribute... attributes) {
    int number = counts.merge(path, 1, Integer::sum) - 1;
    String name = number == 0 ? path : path + "/" + number;
    List<String> names = new ArrayList<>(List.of(name));
    for (int i = 1; i < outputs; i++) {
      names.add(name + ":" + i);
    }
    Map<String, OnnxAttribute> byName = new LinkedHashMap<>();
    for (OnnxAttribute attribute : attributes) {
      byName.put(attribute.name(), attribute);
    }
    nodes.add(new OnnxNode(name, type, "", inputs, names, byName));
    return names;
  }

  void needsOpset(int version) {
    opset = Math.max(opset, version);
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  Map<String, Places> parameters() {
    return parameters;
  }

  Map<String, FixedTensor> fixed() {
    return fixed;
  }

  int opset() {
    return opset;
  }
}
