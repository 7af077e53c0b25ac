package dev.trine.onnx.foreign;

import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import java.util.ArrayList;
import java.util.List;

/** What graphs compute of shapes, which is known here but for the size of the batch. */
final class Shapes {
  private Shapes() {}

  static void constant(OnnxNode node, NetworkDraft draft) {
    OnnxTensor tensor = node.attribute("value").map(OnnxAttribute::tensor).orElse(null);
    List<Long> wholes = new ArrayList<>(node.wholes("value_ints"));
    node.attribute("value_int").ifPresent(one -> wholes.add(one.whole()));
    if (tensor == null && wholes.isEmpty()) {
      throw new Refusal("it is no tensor and no whole numbers");
    }
    draft.set(node.outputs().get(0), tensor == null ? new Extents(wholes) : new Known(tensor));
  }

  static void shape(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < in.rank(); axis++) {
      extents.add(in.axes().get(axis) == 0 ? Extents.BATCH : in.extent(axis));
    }
    draft.set(node.outputs().get(0), new Extents(extents));
  }

  static void gather(OnnxNode node, NetworkDraft draft) {
    List<Long> from = draft.extents(node, 0);
    List<Long> picked = new ArrayList<>();
    for (long index : draft.extents(node, 1)) {
      long at = index < 0 ? index + from.size() : index;
      if (at < 0 || at >= from.size()) {
        throw new Refusal("it picks number %s of %s".formatted(index, from.size()));
      }
      picked.add(from.get((int) at));
    }
    draft.set(node.outputs().get(0), new Extents(picked));
  }

  /** Axes that the network has not; a single number and a vector of it are the same here. */
  static void unsqueeze(OnnxNode node, NetworkDraft draft) {
    if (draft.operand(node, 0) instanceof Flow in) {
      List<Integer> axes = new ArrayList<>(in.axes());
      List<Long> added = node.hasInput(1) ? draft.extents(node, 1) : node.wholes("axes");
      for (long axis : added.stream().sorted().toList()) {
        if (axis < 0 || axis > axes.size()) {
          throw new Refusal("it adds axis %s to %s".formatted(axis, axes.size()));
        }
        axes.add((int) axis, Flow.NONE);
      }
      draft.set(node.outputs().get(0), in.with(axes));
      return;
    }
    draft.set(node.outputs().get(0), new Extents(draft.extents(node, 0)));
  }

  /** Of shapes; all else joins what flows. */
  static void concatenate(OnnxNode node, NetworkDraft draft) {
    boolean flows = node.inputs().stream().anyMatch(name -> draft.operand(name) instanceof Flow);
    if (flows) {
      Arrangements.concatenate(node, draft);
      return;
    }
    List<Long> joined = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      joined.addAll(draft.extents(node, i));
    }
    draft.set(node.outputs().get(0), new Extents(joined));
  }

  /** Zeros of some shape. */
  static void zeros(OnnxNode node, NetworkDraft draft) {
    OnnxTensor value = node.attribute("value").map(OnnxAttribute::tensor).orElse(null);
    if (value != null && (value.elements() != 1 || value.floats()[0] != 0)) {
      throw new Refusal("no layer begins with other numbers than 0");
    }
    draft.set(node.outputs().get(0), new Zeros());
  }

  /** Zeros in a larger shape. */
  static void expand(OnnxNode node, NetworkDraft draft) {
    Operand in = draft.operand(node, 0);
    if (!(in instanceof Zeros) && !isZero(draft.tensor(node, 0))) {
      throw new Refusal("no layer repeats numbers other than 0");
    }
    draft.set(node.outputs().get(0), new Zeros());
  }

  static boolean isZero(OnnxTensor tensor) {
    for (float value : tensor.floats()) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
