package dev.trine.onnx.foreign;

import dev.trine.backend.Activation;
import dev.trine.nn.Activate;
import dev.trine.nn.Prelu;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import java.util.Arrays;

/** Functions of single elements. */
final class Activations {
  private static final double EPSILON = 1e-4;

  /** For which one slope is repeated; an input may claim any number of channels. */
  private static final int MOST_CHANNELS = 1 << 20;

  private Activations() {}

  /** One without settings. */
  static NodeImport plain(Activation activation) {
    return (node, draft) -> activate(activation, node, draft);
  }

  private static void activate(Activation activation, OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    Flow made = draft.add(new Activate(activation), in);
    if (activation == Activation.SIGMOID) {
      made = new Flow(made.value(), made.type(), made.axes(), made.flattened(), in.value(), null);
    }
    draft.set(node.outputs().get(0), made);
  }

  static void leakyRelu(OnnxNode node, NetworkDraft draft) {
    check("alpha", node.real("alpha", 0.01), 0.01);
    activate(Activation.LEAKY_RELU, node, draft);
  }

  static void elu(OnnxNode node, NetworkDraft draft) {
    check("alpha", node.real("alpha", 1), 1);
    activate(Activation.ELU, node, draft);
  }

  static void selu(OnnxNode node, NetworkDraft draft) {
    check("alpha", node.real("alpha", 1.6732632), 1.6732632);
    check("gamma", node.real("gamma", 1.0507010), 1.0507010);
    activate(Activation.SELU, node, draft);
  }

  static void hardSigmoid(OnnxNode node, NetworkDraft draft) {
    check("alpha", node.real("alpha", 0.2), 1.0 / 6);
    check("beta", node.real("beta", 0.5), 0.5);
    activate(Activation.HARD_SIGMOID, node, draft);
  }

  static void gelu(OnnxNode node, NetworkDraft draft) {
    if (!node.text("approximate", "none").equals("tanh")) {
      throw new Refusal(
          "it is the form by the error function, the activation GELU is that by tanh; train with nn.GELU(approximate='tanh')");
    }
    activate(Activation.GELU, node, draft);
  }

  private static void check(String setting, double given, double expected) {
    if (Math.abs(given - expected) > EPSILON * Math.abs(expected)) {
      throw new Refusal(
          "its %s is %s, the activation has %s".formatted(setting, given, (float) expected));
    }
  }

  /** A slope for each channel, or one for all. */
  static void prelu(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    OnnxTensor slopes = draft.tensor(node, 1);
    float[] slope = slopes.floats();
    int axis = slopes.dims().size() == 1 ? in.rank() - 1 : 1; // the last broadcasts
    boolean isOfChannels = in.rank() > 1 && in.axes().get(axis) == in.type().shape().rank() - 1;
    if (!isOfChannels || in.flattened() != null) {
      throw new Refusal("its slopes are not of the channels; put it before a flatten");
    }
    long channels = in.extent(axis);
    if (slope.length == 1 && channels <= MOST_CHANNELS) {
      float[] all = new float[(int) channels];
      Arrays.fill(all, slope[0]);
      slope = all;
    }
    Flow made = draft.add(new Prelu(), in);
    draft.weight(made, "slope", slope);
    draft.set(node.outputs().get(0), made);
  }
}
