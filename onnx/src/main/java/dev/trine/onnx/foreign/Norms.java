package dev.trine.onnx.foreign;

import dev.trine.nn.BatchNorm;
import dev.trine.nn.LayerNorm;
import dev.trine.onnx.file.OnnxNode;

/** Normalisation with tensors of the file. */
final class Norms {
  private static final double EPSILON = 1e-5;

  private Norms() {}

  static void batch(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    boolean fits = in.rank() == 2 ? in.isInOrder() : in.isChannelsFirst();
    if (!fits || node.whole("training_mode", 0) != 0) {
      throw new Refusal(
          "it takes [batch, channels, …] as it is used, not in training; put it before a flatten, and export the model in eval mode");
    }
    Flow made = draft.add(new BatchNorm(node.real("epsilon", EPSILON)), in);
    draft.weight(made, "scale", draft.tensor(node, 1).floats());
    draft.weight(made, "shift", draft.tensor(node, 2).floats());
    draft.weight(made, "mean", draft.tensor(node, 3).floats());
    draft.weight(made, "variance", draft.tensor(node, 4).floats());
    draft.set(node.outputs().get(0), made);
  }

  static void layer(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    boolean isLast = in.axis(node.whole("axis", -1)) == in.rank() - 1 && in.isLastAxisLast();
    if (!isLast || in.flattened() != null) {
      throw new Refusal("it normalises over other axes than that of the features, the last");
    }
    Flow made = draft.add(new LayerNorm(node.real("epsilon", EPSILON)), in);
    float[] scale = draft.tensor(node, 1).floats();
    draft.weight(made, "scale", scale);
    draft.weight(
        made, "shift", node.hasInput(2) ? draft.tensor(node, 2).floats() : new float[scale.length]);
    draft.set(node.outputs().get(0), made);
  }
}
