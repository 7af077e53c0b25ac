package dev.trine.onnx.foreign;

import dev.trine.backend.Activation;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.onnx.file.OnnxNode;
import java.util.List;

/** The activation of a node RNN, with its settings. */
final class RecurrentActivation {
  private static final double EPSILON = 1e-4;

  private RecurrentActivation() {}

  /**
   * @param names of the activations of its directions
   */
  static Activation of(OnnxNode node, List<String> names) {
    String name = names.isEmpty() ? "Tanh" : names.get(0);
    return switch (name) {
      case "Tanh" -> Activation.TANH;
      case "Relu" -> Activation.RELU;
      case "Sigmoid" -> Activation.SIGMOID;
      case "Softplus" -> Activation.SOFTPLUS;
      case "Affine" -> with(node, Activation.IDENTITY, 1, 1, 0, 0);
      case "LeakyRelu" -> with(node, Activation.LEAKY_RELU, 0.01, 0.01, 0, 0);
      case "Elu" -> with(node, Activation.ELU, 1, 1, 0, 0);
      case "HardSigmoid" -> with(node, Activation.HARD_SIGMOID, 0.2, 1.0 / 6, 0.5, 0.5);
      default -> throw new Refusal("no layer has its activation " + name);
    };
  }

  private static Activation with(
      OnnxNode node,
      Activation activation,
      double usualAlpha,
      double alpha,
      double usualBeta,
      double beta) {
    double givenAlpha = setting(node, "activation_alpha", usualAlpha);
    double givenBeta = setting(node, "activation_beta", usualBeta);
    boolean fits = Math.abs(givenAlpha - alpha) < EPSILON && Math.abs(givenBeta - beta) < EPSILON;
    if (!fits) {
      throw new Refusal(
          "its activation has α = %s and β = %s, that of the layer %s and %s"
              .formatted(givenAlpha, givenBeta, (float) alpha, (float) beta));
    }
    return activation;
  }

  private static double setting(OnnxNode node, String name, double usual) {
    List<Float> given = node.attribute(name).map(OnnxAttribute::reals).orElse(List.of());
    return given.isEmpty() ? usual : given.get(0);
  }
}
