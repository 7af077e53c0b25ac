package dev.trine.onnx.export;

import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * ONNX's images are [batch, channels, height, width], Trine's [batch, height, width, channels], and
 * so of sequences. Of transposes that follow each other {@link TransposeElimination} leaves none.
 */
final class ChannelsFirst {
  private ChannelsFirst() {}

  /** What ops make of a value whose channels come first, with the channels last again. */
  static String within(Value in, ExportScope scope, UnaryOperator<String> ops) {
    return last(ops.apply(first(in, scope)), in.rank(), scope);
  }

  static String first(Value in, ExportScope scope) {
    return in.rank() < 3 ? in.name() : scope.transpose(in.name(), toFirst(in.rank()));
  }

  private static String last(String in, int rank, ExportScope scope) {
    return rank < 3 ? in : scope.transpose(in, toLast(rank));
  }

  /** 0, 3, 1, 2 of images. */
  static long[] toFirst(int rank) {
    return LongStream.concat(LongStream.of(0, rank - 1), LongStream.range(1, rank - 1)).toArray();
  }

  /** 0, 2, 3, 1 of images. */
  static long[] toLast(int rank) {
    return LongStream.concat(
            LongStream.of(0), LongStream.concat(LongStream.range(2, rank), LongStream.of(1)))
        .toArray();
  }
}
