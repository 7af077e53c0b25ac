package dev.trine.onnx.export;

import dev.trine.backend.Activation;
import dev.trine.nn.Activate;
import dev.trine.nn.Prelu;
import dev.trine.onnx.file.OnnxAttribute;
import java.util.List;

/** Functions of single elements. */
final class Activations {
  private static final int GELU_OPSET = 20;
  private static final int MISH_OPSET = 18;

  private Activations() {}

  static String activate(Activate layer, Value in, ExportScope scope) {
    return of(layer.activation(), in.name(), scope);
  }

  /** The slopes of the channels, which are the last axis, broadcast. */
  static String prelu(Prelu layer, Value in, ExportScope scope) {
    return scope.op("PRelu", in.name(), scope.parameter("slope"));
  }

  /** What an activation makes of a value in any layout. */
  static String of(Activation activation, String in, ExportScope scope) {
    return switch (activation) {
      case IDENTITY -> in;
      case RELU -> scope.op("Relu", in);
      case LEAKY_RELU -> scope.op("LeakyRelu", List.of(in), OnnxAttribute.real("alpha", 0.01));
      case ELU -> scope.op("Elu", in);
      case SIGMOID -> scope.op("Sigmoid", in);
      case TANH -> scope.op("Tanh", in);
      case SOFTPLUS -> scope.op("Softplus", in);
      case SILU -> scope.op("Mul", in, scope.op("Sigmoid", in));
      case SELU -> scope.op("Selu", in);
      case HARD_SIGMOID ->
          scope.op(
              "HardSigmoid",
              List.of(in),
              OnnxAttribute.real("alpha", 1.0 / 6),
              OnnxAttribute.real("beta", 0.5));
      case GELU -> {
        scope.needsOpset(GELU_OPSET);
        yield scope.op("Gelu", List.of(in), OnnxAttribute.text("approximate", "tanh"));
      }
      case MISH -> {
        scope.needsOpset(MISH_OPSET);
        yield scope.op("Mish", in);
      }
    };
  }
}
