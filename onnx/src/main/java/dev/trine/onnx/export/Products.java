package dev.trine.onnx.export;

import dev.trine.backend.Activation;
import dev.trine.nn.Dense;
import dev.trine.nn.Lateral;
import dev.trine.nn.Maxout;
import java.util.List;

/** Layers that are matrix products. */
final class Products {
  private Products() {}

  /** Of vectors {@code Gemm}; along the last axis of more {@code MatMul} and {@code Add}. */
  static String dense(Dense layer, Value in, ExportScope scope) {
    String weight = scope.parameter("weight");
    String bias = scope.parameter("bias");
    String sums =
        in.rank() == 2
            ? scope.op("Gemm", in.name(), weight, bias)
            : scope.op("Add", scope.op("MatMul", in.name(), weight), bias);
    return Activations.of(layer.activation(), sums, scope);
  }

  /** The pieces of a unit as the pixels of a channel, of which the largest is taken. */
  static String maxout(Maxout layer, Value in, ExportScope scope) {
    Dense pieces = new Dense(layer.units() * layer.pieces(), Activation.IDENTITY);
    Value all = scope.part("pieces", pieces, in);
    String apart = scope.reshape(all.name(), -1, layer.units(), layer.pieces());
    String largest = scope.op("GlobalMaxPool", apart);
    long[] shape = in.shape().dimensions();
    shape[0] = -1;
    shape[shape.length - 1] = layer.units();
    return scope.reshape(largest, shape);
  }

  static List<String> lateral(Lateral layer, List<Value> inputs, ExportScope scope) {
    String given =
        scope.op(
            "Gemm", inputs.get(1).name(), scope.parameter("input-weight"), scope.parameter("bias"));
    String sums = scope.op("Gemm", inputs.get(0).name(), scope.parameter("weight"), given);
    return List.of(Activations.of(layer.activation(), sums, scope));
  }
}
