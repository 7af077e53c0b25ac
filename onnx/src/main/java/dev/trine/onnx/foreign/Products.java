package dev.trine.onnx.foreign;

import dev.trine.backend.Activation;
import dev.trine.nn.Dense;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Matrix products with tensors of the file, which are dense layers. */
final class Products {
  private Products() {}

  static void gemm(OnnxNode node, NetworkDraft draft) {
    if (node.whole("transA", 0) != 0) {
      throw new Refusal("it transposes what flows; expected transA = 0");
    }
    Flow in = draft.flow(node, 0);
    OnnxTensor weight = draft.tensor(node, 1);
    boolean isOutputFirst = node.whole("transB", 0) != 0;
    Shape shape = Turned.shape(weight, 2);
    int units = (int) shape.dimension(isOutputFirst ? 0 : 1);
    float[] values = isOutputFirst ? Turned.of(weight, 1, 0) : weight.floats();
    float[] bias = new float[units];
    if (node.hasInput(2)) {
      bias = spread(draft.tensor(node, 2).floats(), units);
    }
    scale(values, node.real("alpha", 1));
    scale(bias, node.real("beta", 1));
    draft.set(node.outputs().get(0), dense(in, values, bias, draft));
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** With the bias of a sum that follows, if there is one. */
  static void matmul(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    OnnxTensor weight = draft.tensor(node, 1);
    int units = (int) Turned.shape(weight, 2).dimension(1);
    String output = node.outputs().get(0);
    float[] bias = new float[units];
    OnnxNode next = draft.onlyTaker(output);
    if (next != null && next.opType().equals("Add") && next.inputs().size() == 2) {
      String other = next.inputs().get(next.inputs().get(0).equals(output) ? 1 : 0);
      boolean isBias =
          draft.isKnown(other)
              && draft.operand(other) instanceof Known known
              && known.tensor().dims().equals(List.of((long) units));
      if (isBias) {
        bias = ((Known) draft.operand(other)).tensor().floats();
        draft.done(next);
        output = next.outputs().get(0);
      }
    }
    draft.set(output, dense(in, weight.floats(), bias, draft));
  }

  private static Flow dense(Flow in, float[] weight, float[] bias, NetworkDraft draft) {
    long width = in.type().shape().dimension(-1);
    int units = bias.length;
    if (!in.isLastAxisLast()) {
      throw new Refusal(
          "it multiplies along an axis which is not that of the features; put a flatten, or a transpose, before it");
    }
    if (Math.multiplyExact(width, units) != weight.length) {
      throw new Refusal(
          "its weights take %s values, it is given %s"
              .formatted(units == 0 ? 0 : weight.length / units, width));
    }
    float[] here = in.flattened() == null ? weight : channelsLast(weight, in.flattened(), units);
    Flow made = draft.add(new Dense(units, Activation.IDENTITY), in).flattenedFrom(null);
    draft.weight(made, "weight", here);
    draft.weight(made, "bias", bias);
    return made;
  }

  /** Rows [channels, height, width] of a weight as [height, width, channels]. */
  private static float[] channelsLast(float[] weight, Shape flattened, int units) {
    int spatial = flattened.rank() - 1;
    long[] extents = new long[flattened.rank() + 1];
    int[] axes = new int[extents.length];
    extents[0] = flattened.dimension(-1);
    for (int i = 0; i < spatial; i++) {
      extents[1 + i] = flattened.dimension(i);
      axes[i] = 1 + i;
    }
    axes[spatial] = 0;
    extents[spatial + 1] = units;
    axes[spatial + 1] = spatial + 1;
    return Turned.of(weight, Shape.of(extents), axes);
  }

  /** A bias of one number is that of all units. */
  private static float[] spread(float[] bias, int units) {
    if (bias.length == units) {
      return bias;
    }
    if (bias.length != 1) {
      throw new Refusal("its bias has %s values, expected %s".formatted(bias.length, units));
    }
    float[] all = new float[units];
    Arrays.fill(all, bias[0]);
    return all;
  }
}
