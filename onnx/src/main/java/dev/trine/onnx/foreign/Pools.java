package dev.trine.onnx.foreign;

import dev.trine.nn.AveragePool1d;
import dev.trine.nn.AveragePool2d;
import dev.trine.nn.GlobalAveragePool1d;
import dev.trine.nn.GlobalAveragePool2d;
import dev.trine.nn.GlobalMaxPool2d;
import dev.trine.nn.Layer;
import dev.trine.nn.MaxPool1d;
import dev.trine.nn.MaxPool2d;
import dev.trine.nn.Sliding;
import dev.trine.nn.Sliding.Edges;
import dev.trine.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.List;

/** Pools over windows, and over all. */
final class Pools {
  private Pools() {}

  static void max(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    Sliders sliders = Sliders.of(node, in, null);
    sliders.checkCeiling(node, in);
    Sliding window = sliders.sliding(in);
    if (window == null) {
      throw uneven(sliders);
    }
    Layer layer = in.rank() == 3 ? new MaxPool1d(window) : new MaxPool2d(window);
    draft.set(node.outputs().get(0), draft.add(layer, in));
  }

  static void average(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    Sliders sliders = Sliders.of(node, in, null);
    sliders.checkCeiling(node, in);
    boolean countsZeros = node.whole("count_include_pad", 0) != 0 && !sliders.isUnpadded();
    if (countsZeros && !sliders.auto().equals("NOTSET")) {
      throw new Refusal("it counts the zeros of auto_pad, expected pads as numbers");
    }
    Flow taken = countsZeros ? Convolutions.padded(in, sliders, draft) : in;
    Sliding window = countsZeros ? sliders.with(Edges.VALID, 0) : sliders.sliding(in);
    if (window == null) {
      throw uneven(sliders);
    }
    Layer layer = in.rank() == 3 ? new AveragePool1d(window) : new AveragePool2d(window);
    draft.set(node.outputs().get(0), draft.add(layer, taken));
  }

  private static Refusal uneven(Sliders sliders) {
    return new Refusal(
        "its pads are %s, expected as many on all sides, or those of SAME_UPPER"
            .formatted(sliders.pads()));
  }

  static void globalAverage(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    boolean isSequence = in.rank() == 3;
    global(
        node, in, isSequence ? new GlobalAveragePool1d() : new GlobalAveragePool2d(), true, draft);
  }

  static void globalMax(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    if (in.rank() != 4) {
      throw new Refusal("there is a global maximum of images only; take that of a window");
    }
    global(node, in, new GlobalMaxPool2d(), true, draft);
  }

  /** The mean over all but channels. */
  static void reduceMean(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    List<Long> axes = node.hasInput(1) ? draft.extents(node, 1) : node.wholes("axes");
    List<Integer> given = axes.stream().map(in::axis).sorted().toList();
    if (!given.equals(Flow.inOrder(in.rank()).subList(2, in.rank()))) {
      throw new Refusal(
          "it takes the mean over the axes %s, expected all behind the channels".formatted(axes));
    }
    Layer layer = in.rank() == 3 ? new GlobalAveragePool1d() : new GlobalAveragePool2d();
    global(node, in, layer, node.whole("keepdims", 1) != 0, draft);
  }

  private static void global(
      OnnxNode node, Flow in, Layer layer, boolean keepsAxes, NetworkDraft draft) {
    List<Integer> axes = new ArrayList<>(List.of(0, 1));
    for (int i = 2; keepsAxes && i < in.rank(); i++) {
      axes.add(Flow.NONE);
    }
    Flow made = draft.add(layer, in);
    draft.set(node.outputs().get(0), Flow.of(made.value(), made.type(), axes));
  }
}
