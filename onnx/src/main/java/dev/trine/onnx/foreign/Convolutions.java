package dev.trine.onnx.foreign;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Window;
import dev.trine.nn.Convolution1d;
import dev.trine.nn.Convolution2d;
import dev.trine.nn.Layer;
import dev.trine.nn.Pad2d;
import dev.trine.nn.Sliding;
import dev.trine.nn.Sliding.Edges;
import dev.trine.nn.TransposedConvolution2d;
import dev.trine.onnx.export.TypeScope;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.Shape;
import java.util.Collections;
import java.util.List;

/** Convolutions with filters of the file. */
final class Convolutions {
  private Convolutions() {}

  static void conv(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    OnnxTensor weight = draft.tensor(node, 1);
    Shape shape = Turned.shape(weight, in.rank());
    int filters = Math.toIntExact(shape.dimension(0));
    int groups = Math.toIntExact(node.whole("group", 1));
    Sliders sliders = Sliders.of(node, in, kernel(weight));
    Sliding window = sliders.sliding(in);
    Flow taken = in;
    if (window == null) {
      taken = padded(in, sliders, draft);
      window = sliders.with(Edges.VALID, 0);
    }
    Layer layer =
        in.rank() == 3
            ? oneDimensional(filters, window, groups)
            : new Convolution2d(filters, window, groups, Activation.IDENTITY);
    Flow made = draft.add(layer, taken);
    draft.weight(
        made,
        "weight",
        in.rank() == 3 ? Turned.of(weight, 2, 1, 0) : Turned.of(weight, 2, 3, 1, 0));
    draft.weight(made, "bias", bias(node, filters, draft));
    draft.set(node.outputs().get(0), made);
  }

  private static Layer oneDimensional(int filters, Sliding window, int groups) {
    if (groups != 1) {
      throw new Refusal("it has %s groups, conv1d has none".formatted(groups));
    }
    return new Convolution1d(filters, window, Activation.IDENTITY);
  }

  private static List<Long> kernel(OnnxTensor weight) {
    return weight.dims().subList(2, weight.dims().size());
  }

  private static float[] bias(OnnxNode node, int filters, NetworkDraft draft) {
    return node.hasInput(2) ? draft.tensor(node, 2).floats() : new float[filters];
  }

  /** Zeros around images, of different numbers on each side. */
  static Flow padded(Flow in, Sliders sliders, NetworkDraft draft) {
    if (sliders.axes() != 2) {
      throw new Refusal(
          "it goes %s beyond the ends of sequences, expected as far at both"
              .formatted(sliders.pads()));
    }
    int[] pads = sliders.pads().stream().mapToInt(Long::intValue).toArray();
    return draft.add(new Pad2d(pads[0], pads[2], pads[1], pads[3]), in);
  }

  static void transposed(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    OnnxTensor weight = draft.tensor(node, 1);
    if (in.rank() != 4 || node.whole("group", 1) != 1) {
      throw new Refusal("transposedConv2d is over images, and of one group");
    }
    if (node.attribute("output_shape").isPresent()
        || !node.text("auto_pad", "NOTSET").equals("NOTSET")) {
      throw new Refusal("it says its output's shape or auto_pad, expected pads and output_padding");
    }
    Shape shape = Turned.shape(weight, 4);
    int filters = Math.toIntExact(shape.dimension(1));
    Sliders sliders = Sliders.of(node, in, kernel(weight));
    Layer layer = suiting(node, filters, sliders, in);
    Flow made = draft.add(layer, in);
    // [channels, filters, height, width] as [height, width, filters, channels]
    draft.weight(made, "weight", Turned.of(weight, 2, 3, 1, 0));
    draft.weight(made, "bias", bias(node, filters, draft));
    draft.set(node.outputs().get(0), made);
  }

  /** The layer that makes images of the same size in the same place. */
  private static Layer suiting(OnnxNode node, int filters, Sliders sliders, Flow in) {
    List<Long> added =
        node.wholes("output_padding").isEmpty()
            ? Collections.nCopies(2, 0L)
            : node.wholes("output_padding");
    for (Sliding window :
        List.of(
            sliders.with(Edges.VALID, 0),
            sliders.with(Edges.PADDED, sliders.pads().get(0)),
            sliders.with(Edges.SAME, 0))) {
      Layer layer = new TransposedConvolution2d(filters, window, Activation.IDENTITY);
      Shape out = TypeScope.outputTypes(layer, List.of(in.type())).get(0).shape();
      Window over = window.over(out);
      boolean fits = sliders.pads(over).equals(sliders.pads());
      for (int axis = 0; axis < 2; axis++) {
        long reach =
            (in.extent(2 + axis) - 1) * sliders.strides().get(axis)
                + (sliders.kernel().get(axis) - 1) * sliders.dilations().get(axis)
                + 1;
        long size =
            reach + added.get(axis) - sliders.pads().get(axis) - sliders.pads().get(2 + axis);
        fits &= size == out.dimension(1 + axis);
      }
      if (fits) {
        return layer;
      }
    }
    throw new Refusal(
        "transposedConv2d makes no images of the size that pads %s and output_padding %s make"
            .formatted(sliders.pads(), added));
  }
}
