package dev.trine.onnx.export;

import dev.trine.nn.DropoutLayer;
import dev.trine.nn.FixedPoint;
import dev.trine.nn.Layer;
import dev.trine.nn.Residual;
import dev.trine.nn.Scale;
import dev.trine.nn.Sequence;
import dev.trine.onnx.file.ElementType;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.tensor.DType;
import java.util.List;

/** Layers that are made of others, and those that hardly do anything. */
final class Combinations {
  private Combinations() {}

  static List<String> sequence(Sequence sequence, List<Value> inputs, ExportScope scope) {
    List<Value> values = inputs;
    for (Layer layer : sequence.layers()) {
      values = scope.part(layer, values);
    }
    return values.stream().map(Value::name).toList();
  }

  static String residual(Residual layer, Value in, ExportScope scope) {
    return scope.op("Add", in.name(), scope.part("body", layer.body(), in).name());
  }

  /** When the network is used, nothing is dropped. */
  static String dropout(DropoutLayer layer, Value in, ExportScope scope) {
    return in.name();
  }

  static String scale(Scale layer, Value in, ExportScope scope) {
    String numbers =
        in.type().type() == DType.F32
            ? in.name()
            : scope.op(
                "Cast", List.of(in.name()), OnnxAttribute.whole("to", ElementType.FLOAT.code()));
    String scaled =
        layer.factor() == 1 ? numbers : scope.op("Mul", numbers, scope.real(layer.factor()));
    return layer.shift() == 0 ? scaled : scope.op("Add", scaled, scope.real(layer.shift()));
  }

  static List<String> fixedPoint(FixedPoint layer, List<Value> inputs, ExportScope scope) {
    throw new Refusal(
        "a fixed point is computed turn by turn until it settles, for which ONNX has no op; export the layers around it");
  }
}
