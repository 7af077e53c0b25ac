package dev.trine.expression.function;

import java.util.stream.IntStream;

/**
 * How far a function's tree is from its definition.
 *
 * @param ulps the largest error
 * @param where at which x that is
 * @param falls how often the value fell from one x to the next
 * @param fall the x of one such
 */
record Accuracy(double ulps, float where, long falls, float fall) {
  private static final int CHUNK_BITS = 20;

  private static final Accuracy NONE = new Accuracy(0, Float.NaN, 0, Float.NaN);

  /** Over every stride-th of the 2^32 floats, on all processors. */
  static Accuracy of(FunctionCase function, int stride) {
    CompiledFunction tree = CompiledFunction.of(function.function());
    return IntStream.range(0, 1 << (Integer.SIZE - CHUNK_BITS))
        .parallel()
        .mapToObj(chunk -> of(function, tree, (long) chunk << CHUNK_BITS, stride))
        .reduce(NONE, Accuracy::worse);
  }

  private static Accuracy of(FunctionCase function, CompiledFunction tree, long from, int stride) {
    double worst = 0;
    float where = Float.NaN;
    long falls = 0;
    float fall = Float.NaN;
    long first = from == 0 ? 0 : from - 1;
    float before = tree.apply(nth(first), 0);
    for (long i = first; i < from + (1 << CHUNK_BITS); i += stride) {
      float x = nth(i);
      float value = tree.apply(x, 0);
      double error = function.error(x, value);
      if (error > worst) {
        worst = error;
        where = x;
      }
      if (value < before) {
        falls++;
        fall = x;
      }
      before = value;
    }
    return new Accuracy(worst, where, falls, fall);
  }

  /** The floats in ascending order, NaNs at both ends. */
  private static float nth(long i) {
    int bits = (int) (i < 1L << 31 ? 0xffffffffL - i : i - (1L << 31));
    return Float.intBitsToFloat(bits);
  }

  private Accuracy worse(Accuracy other) {
    boolean mine = ulps >= other.ulps;
    return new Accuracy(
        mine ? ulps : other.ulps,
        mine ? where : other.where,
        falls + other.falls,
        falls > 0 ? fall : other.fall);
  }
}
