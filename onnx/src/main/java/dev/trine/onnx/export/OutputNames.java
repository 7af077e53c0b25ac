package dev.trine.onnx.export;

import dev.trine.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls what a graph gives as the network does. */
final class OutputNames {
  private static final String IDENTITY = "Identity";

  private OutputNames() {}

  /** A node that gives a value by another name. */
  static OnnxNode identity(String value, String output) {
    return new OnnxNode(output, IDENTITY, "", List.of(value), List.of(output), Map.of());
  }

  /**
   * Leaves out identities behind a node whose output can have the name itself, as it can unless it
   * is an input of the graph, or two outputs are the same.
   */
  static List<OnnxNode> given(List<OnnxNode> nodes) {
    Set<String> made = new HashSet<>();
    nodes.forEach(node -> made.addAll(node.outputs()));
    Map<String, String> names = new HashMap<>();
    Set<String> left = new HashSet<>();
    for (OnnxNode node : nodes) {
      if (node.opType().equals(IDENTITY)) {
        String value = node.inputs().get(0);
        if (made.contains(value) && names.putIfAbsent(value, node.outputs().get(0)) == null) {
          left.add(node.outputs().get(0));
        }
      }
    }
    List<OnnxNode> renamed = new ArrayList<>();
    for (OnnxNode node : nodes) {
      if (!(node.opType().equals(IDENTITY) && left.contains(node.outputs().get(0)))) {
        renamed.add(node.with(renamed(node.inputs(), names), renamed(node.outputs(), names)));
      }
    }
    return renamed;
  }

  private static List<String> renamed(List<String> values, Map<String, String> names) {
    return values.stream().map(value -> names.getOrDefault(value, value)).toList();
  }
}
