package dev.trine.onnx.export;

import dev.trine.backend.op.Window;
import dev.trine.nn.Convolution1d;
import dev.trine.nn.Convolution2d;
import dev.trine.nn.TransposedConvolution2d;
import dev.trine.onnx.file.OnnxAttribute;
import dev.trine.tensor.Shape;
import java.util.List;

/** Layers that are convolutions. */
final class Convolutions {
  private Convolutions() {}

  static String conv2d(Convolution2d layer, Value in, ExportScope scope) {
    // [height, width, channels, filters] as [filters, channels, height, width]
    String weight = scope.parameter("weight", places -> places.permuted(3, 2, 0, 1));
    Window window = layer.window().over(in.shape());
    return ChannelsFirst.within(
        in,
        scope,
        images ->
            Activations.of(
                layer.activation(),
                scope.op(
                    "Conv",
                    List.of(images, weight, scope.parameter("bias")),
                    Windows.attributes(window, 2, OnnxAttribute.whole("group", layer.groups()))),
                scope));
  }

  static String conv1d(Convolution1d layer, Value in, ExportScope scope) {
    // [size, channels, filters] as [filters, channels, size]
    String weight = scope.parameter("weight", places -> places.permuted(2, 1, 0));
    Window window = layer.window().along(asImages(in));
    return ChannelsFirst.within(
        in,
        scope,
        steps ->
            Activations.of(
                layer.activation(),
                scope.op(
                    "Conv",
                    List.of(steps, weight, scope.parameter("bias")),
                    Windows.attributes(window, 1)),
                scope));
  }

  /** Sequences as images of one column. */
  static Shape asImages(Value in) {
    return Shape.of(in.extent(0), in.extent(1), 1, in.extent(2));
  }

  static String transposed(TransposedConvolution2d layer, Value in, ExportScope scope) {
    // [height, width, filters, channels] as [channels, filters, height, width]
    String weight = scope.parameter("weight", places -> places.permuted(3, 2, 0, 1));
    Shape out = TypeScope.outputs(layer, List.of(in)).get(0).shape();
    Window window = layer.window().over(out);
    long below =
        missing(
            out.dimension(1),
            in.extent(1),
            window.height(),
            window.down(),
            window.rowStep(),
            window.top() + window.bottom());
    long behind =
        missing(
            out.dimension(2),
            in.extent(2),
            window.width(),
            window.across(),
            window.columnStep(),
            window.left() + window.right());
    return ChannelsFirst.within(
        in,
        scope,
        images ->
            Activations.of(
                layer.activation(),
                scope.op(
                    "ConvTranspose",
                    List.of(images, weight, scope.parameter("bias")),
                    Windows.attributes(
                        window, 2, OnnxAttribute.wholes("output_padding", below, behind))),
                scope));
  }

  /** What the windows do not reach of an extent. */
  private static long missing(
      long extent, long places, int taken, int stride, int step, int padding) {
    return extent - ((places - 1) * stride + (taken - 1L) * step + 1 - padding);
  }
}
