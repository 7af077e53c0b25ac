package dev.trine.onnx.export;

import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Leaves out transposes that undo each other, as they stand between layers over images. A transpose
 * moves behind a function of single elements, and two behind a sum, so that they meet.
 */
final class TransposeElimination {
  private static final Set<String> UNARY =
      Set.of(
          "Relu",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Sigmoid",
          "Tanh",
          "Softplus",
          "HardSigmoid",
          "Gelu",
          "Mish");
  private static final Set<String> BINARY = Set.of("Add", "Mul");

  private final Map<String, OnnxNode> transposes = new HashMap<>();
  private final Map<String, String> replaced = new HashMap<>();
  private final List<OnnxNode> nodes = new ArrayList<>();

  private TransposeElimination() {}

  /**
   * The same graph with fewer transposes.
   *
   * @param outputs of the graph, none of them by a transpose
   */
  static List<OnnxNode> of(List<OnnxNode> nodes, Set<String> outputs) {
    TransposeElimination elimination = new TransposeElimination();
    nodes.forEach(elimination::add);
    return used(elimination.nodes, outputs);
  }

  private void add(OnnxNode node) {
    List<String> inputs =
        node.inputs().stream().map(name -> replaced.getOrDefault(name, name)).toList();
    OnnxNode now = node.with(inputs, node.outputs());
    List<OnnxNode> before = inputs.stream().map(transposes::get).toList();
    if (before.contains(null) || before.isEmpty()) {
      keep(now);
    } else if (now.opType().equals("Transpose")) {
      meet(now, before.get(0));
    } else if (UNARY.contains(now.opType())
        || BINARY.contains(now.opType()) && perm(before.get(0)).equals(perm(before.get(1)))) {
      moveBehind(now, before);
    } else {
      keep(now);
    }
  }

  private void keep(OnnxNode node) {
    if (node.opType().equals("Transpose")) {
      transposes.put(node.outputs().get(0), node);
    }
    nodes.add(node);
  }

  private void meet(OnnxNode second, OnnxNode first) {
    List<Long> together =
        perm(second).stream().map(axis -> perm(first).get(axis.intValue())).toList();
    List<Long> same = LongStream.range(0, together.size()).boxed().toList();
    if (together.equals(same)) {
      replaced.put(second.outputs().get(0), first.inputs().get(0));
    } else {
      keep(second);
    }
  }

  private void moveBehind(OnnxNode node, List<OnnxNode> transposes) {
    List<String> inputs = transposes.stream().map(one -> one.inputs().get(0)).toList();
    String output = node.outputs().get(0);
    String turned = output + "/turned";
    nodes.add(node.with(inputs, List.of(turned)));
    Map<String, OnnxAttribute> perm = new LinkedHashMap<>(transposes.get(0).attributes());
    keep(
        new OnnxNode(
            output + "/Transpose", "Transpose", "", List.of(turned), List.of(output), perm));
  }

  private static List<Long> perm(OnnxNode transpose) {
    return transpose.wholes("perm");
  }

  /** Without what leads nowhere. */
  private static List<OnnxNode> used(List<OnnxNode> nodes, Set<String> outputs) {
    Set<String> needed = new HashSet<>(outputs);
    List<OnnxNode> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      OnnxNode node = nodes.get(i);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(node.inputs());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return kept;
  }
}
