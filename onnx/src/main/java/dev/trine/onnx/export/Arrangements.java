package dev.trine.onnx.export;

import dev.trine.nn.Add;
import dev.trine.nn.Concatenate;
import dev.trine.nn.Flatten;
import dev.trine.nn.Image;
import dev.trine.nn.Pad2d;
import dev.trine.nn.Upsample2d;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.tensor.Shape;
import java.util.List;

/** Layers that put elements elsewhere, and the sum of several values. */
final class Arrangements {
  private Arrangements() {}

  static String flatten(Flatten layer, Value in, ExportScope scope) {
    return scope.op("Flatten", in.name());
  }

  static String image(Image layer, Value in, ExportScope scope) {
    return scope.reshape(in.name(), -1, layer.height(), layer.width(), layer.channels());
  }

  static List<String> concatenate(Concatenate layer, List<Value> inputs, ExportScope scope) {
    List<String> names = inputs.stream().map(Value::name).toList();
    return List.of(scope.op("Concat", names, OnnxAttribute.whole("axis", -1)));
  }

  static List<String> add(Add layer, List<Value> inputs, ExportScope scope) {
    return List.of(
        inputs.stream().map(Value::name).reduce((a, b) -> scope.op("Add", a, b)).orElseThrow());
  }

  static String upsample(Upsample2d layer, Value in, ExportScope scope) {
    float factor = layer.factor();
    String scales = scope.table("scales", Shape.of(4), () -> new float[] {1, 1, factor, factor});
    return ChannelsFirst.within(
        in,
        scope,
        images ->
            scope.op(
                "Resize",
                List.of(images, "", scales),
                OnnxAttribute.text("mode", "nearest"),
                OnnxAttribute.text("coordinate_transformation_mode", "asymmetric"),
                OnnxAttribute.text("nearest_mode", "floor")));
  }

  static String pad(Pad2d layer, Value in, ExportScope scope) {
    String pads =
        scope.wholes(0, 0, layer.top(), layer.left(), 0, 0, layer.bottom(), layer.right());
    return ChannelsFirst.within(in, scope, images -> scope.op("Pad", images, pads));
  }
}
