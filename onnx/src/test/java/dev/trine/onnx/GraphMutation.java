package dev.trine.onnx;

import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.onnx.file.OnnxGraph;
import dev.trine.onnx.file.OnnxModel;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.onnx.file.OnnxValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Files that are whole, but whose graphs are not what they were. */
record GraphMutation(SplittableRandom random) {
  private static final long[] LIKELY = {
    0, -1, 1, 2, 3, 5, 7, 100, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -2
  };

  OnnxModel of(OnnxModel whole) {
    OnnxGraph graph = whole.graph();
    List<OnnxNode> nodes = new ArrayList<>(graph.nodes());
    List<OnnxTensor> tensors = new ArrayList<>(graph.initializers());
    List<OnnxValue> inputs = new ArrayList<>(graph.inputs());
    List<OnnxValue> outputs = new ArrayList<>(graph.outputs());
    for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
      int at = random.nextInt(nodes.size());
      OnnxNode node = nodes.get(at);
      switch (random.nextInt(9)) {
        case 0 -> nodes.set(at, named(node, any(nodes).opType()));
        case 1 -> nodes.set(at, node.with(others(node.inputs(), nodes, tensors), node.outputs()));
        case 2 ->
            nodes.set(
                at, node.with(node.inputs().subList(0, node.inputs().size() / 2), node.outputs()));
        case 3 -> nodes.set(at, settings(node));
        case 4 -> nodes.set(at, settings(node));
        case 5 -> {
          int number = random.nextInt(tensors.size());
          tensors.set(number, other(tensors.get(number)));
        }
        case 6 -> nodes.set(at, any(nodes));
        case 7 -> {
          OnnxValue input = any(inputs);
          List<String> dims = new ArrayList<>(input.dims());
          dims.set(random.nextInt(dims.size()), Long.toString(likely()));
          inputs.set(inputs.indexOf(input), new OnnxValue(input.name(), input.type(), dims));
        }
        default ->
            outputs.set(0, new OnnxValue(any(nodes).outputs().get(0), 1, outputs.get(0).dims()));
      }
    }
    return new OnnxModel(
        whole.irVersion(),
        whole.opset(),
        whole.producer(),
        new OnnxGraph(graph.name(), nodes, tensors, inputs, outputs),
        random.nextBoolean() ? whole.metadata() : Map.of());
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private long likely() {
    return LIKELY[random.nextInt(LIKELY.length)];
  }

  private static OnnxNode named(OnnxNode node, String opType) {
    return new OnnxNode(node.name(), opType, "", node.inputs(), node.outputs(), node.attributes());
  }

  private List<String> others(List<String> names, List<OnnxNode> nodes, List<OnnxTensor> tensors) {
    List<String> others = new ArrayList<>(names);
    others.add("");
    int at = random.nextInt(others.size());
    others.set(at, random.nextBoolean() ? any(nodes).outputs().get(0) : any(tensors).name());
    return others;
  }

  private OnnxNode settings(OnnxNode node) {
    Map<String, OnnxAttribute> settings = new LinkedHashMap<>();
    for (OnnxAttribute setting : node.attributes().values()) {
      List<Long> wholes = new ArrayList<>(setting.wholes());
      if (!wholes.isEmpty()) {
        wholes.set(random.nextInt(wholes.size()), likely());
      }
      if (random.nextInt(8) == 0) {
        wholes.add(likely());
      }
      long[] values = wholes.stream().mapToLong(Long::longValue).toArray();
      boolean isList = !setting.wholes().isEmpty();
      boolean isOne = setting.type() == 2;
      settings.put(
          setting.name(),
          isList
              ? OnnxAttribute.wholes(setting.name(), values)
              : isOne ? OnnxAttribute.whole(setting.name(), likely()) : setting);
    }
    // What the node has not been set to.
    for (String name : List.of("axis", "group", "pads", "ceil_mode", "perm", "axes")) {
      if (random.nextInt(10) == 0) {
        settings.put(
            name,
            random.nextBoolean()
                ? OnnxAttribute.whole(name, likely())
                : OnnxAttribute.wholes(name, likely(), likely()));
      }
    }
    return new OnnxNode(node.name(), node.opType(), "", node.inputs(), node.outputs(), settings);
  }

  private OnnxTensor other(OnnxTensor tensor) {
    List<Long> dims = new ArrayList<>(tensor.dims());
    switch (random.nextInt(4)) {
      case 0 -> dims.add(likely());
      case 1 -> dims.add(1L);
      case 2 -> dims = dims.subList(0, dims.size() / 2);
      default -> dims = List.of(tensor.data().remaining() / 4L);
    }
    long type = random.nextInt(4) == 0 ? random.nextInt(18) : tensor.type();
    return new OnnxTensor(tensor.name(), type, dims, tensor.data(), random.nextInt(6) == 0, false);
  }
}
