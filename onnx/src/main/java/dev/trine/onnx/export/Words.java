package dev.trine.onnx.export;

import dev.trine.nn.Embedding;
import dev.trine.nn.LearnedPositions;
import dev.trine.nn.SinusoidalPositions;
import dev.trine.onnx.file.ElementType;
import dev.trine.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Layers that make vectors of words and of their places. */
final class Words {
  private static final double LONGEST = 10_000;

  private Words() {}

  static String embedding(Embedding layer, Value in, ExportScope scope) {
    String vectors = scope.op("Gather", scope.parameter("weight"), in.name());
    if (layer.padding() == Embedding.NO_PADDING) {
      return vectors;
    }
    FixedTensor number =
        new FixedTensor(
            ElementType.INT32,
            Shape.of(),
            () -> ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, layer.padding()));
    String fills = scope.op("Equal", in.name(), scope.fixed("padding", number));
    String columns = scope.op("Unsqueeze", fills, scope.wholes(-1));
    return scope.op("Where", columns, scope.real(0), vectors);
  }

  static String learnedPositions(LearnedPositions layer, Value in, ExportScope scope) {
    return scope.op("Add", in.name(), scope.parameter("weight"));
  }

  static String sinusoidalPositions(SinusoidalPositions layer, Value in, ExportScope scope) {
    int time = Math.toIntExact(in.extent(1));
    int width = Math.toIntExact(in.extent(2));
    String table = scope.table("table", Shape.of(time, width), () -> waves(time, width));
    return scope.op("Add", in.name(), table);
  }

  /** As {@link dev.trine.graph.ops.Positions#sinusoidal} defines them. */
  private static float[] waves(int time, int width) {
    float[] values = new float[Math.multiplyExact(time, width)];
    for (int i = 0; i < values.length; i++) {
      int column = i % width;
      double angle = i / width * Math.pow(LONGEST, -(column - column % 2) / (double) width);
      values[i] = (float) (column % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
    return values;
  }
}
