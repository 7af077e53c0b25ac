package dev.trine.onnx.export;

import dev.trine.nn.BatchNorm;
import dev.trine.nn.GroupNorm;
import dev.trine.nn.LayerNorm;
import dev.trine.nn.RmsNorm;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Layers that normalise. */
final class Norms {
  private Norms() {}

  /** By the running mean and variance. */
  static String batch(BatchNorm layer, Value in, ExportScope scope) {
    return ChannelsFirst.within(
        in,
        scope,
        first ->
            scope.op(
                "BatchNormalization",
                List.of(
                    first,
                    scope.parameter("scale"),
                    scope.parameter("shift"),
                    scope.parameter("mean"),
                    scope.parameter("variance")),
                epsilon(layer.epsilon())));
  }

  static String layer(LayerNorm layer, Value in, ExportScope scope) {
    return scope.op(
        "LayerNormalization",
        List.of(in.name(), scope.parameter("scale"), scope.parameter("shift")),
        OnnxAttribute.whole("axis", -1),
        epsilon(layer.epsilon()));
  }

  /** Each group as a channel of its own, by {@code InstanceNormalization}. */
  static String group(GroupNorm layer, Value in, ExportScope scope) {
    int groups = layer.groups();
    String grouped = scope.reshape(ChannelsFirst.first(in, scope), 0, groups, -1);
    String normal =
        scope.op(
            "InstanceNormalization",
            List.of(
                grouped, ofGroups("ones", groups, 1, scope), ofGroups("zeros", groups, 0, scope)),
            epsilon(layer.epsilon()));
    String back = channelsLast(normal, in, scope);
    return scope.op(
        "Add", scope.op("Mul", back, scope.parameter("scale")), scope.parameter("shift"));
  }

  /** [batch, groups, …] as it was. */
  private static String channelsLast(String grouped, Value in, ExportScope scope) {
    if (in.rank() < 3) {
      return scope.reshapeLike(grouped, in.shape());
    }
    long[] shape = in.shape().dimensions();
    long[] first =
        Arrays.stream(ChannelsFirst.toFirst(in.rank())).map(axis -> shape[(int) axis]).toArray();
    first[0] = -1;
    return scope.transpose(scope.reshape(grouped, first), ChannelsFirst.toLast(in.rank()));
  }

  private static String ofGroups(String name, int groups, float value, ExportScope scope) {
    return scope.table(
        name,
        Shape.of(groups),
        () -> {
          float[] values = new float[groups];
          Arrays.fill(values, value);
          return values;
        });
  }

  /** x / √(mean x² + ε), times the scale. */
  static String rms(RmsNorm layer, Value in, ExportScope scope) {
    String squares = scope.op("Mul", in.name(), in.name());
    String sum =
        scope.op(
            "ReduceSum", List.of(squares, scope.wholes(-1)), OnnxAttribute.whole("keepdims", 1));
    String mean = scope.op("Mul", sum, scope.real(1.0 / in.extent(-1)));
    String root = scope.op("Sqrt", scope.op("Add", mean, scope.real(layer.epsilon())));
    return scope.op("Mul", scope.op("Div", in.name(), root), scope.parameter("scale"));
  }

  private static OnnxAttribute epsilon(double value) {
    return OnnxAttribute.real("epsilon", value);
  }
}
