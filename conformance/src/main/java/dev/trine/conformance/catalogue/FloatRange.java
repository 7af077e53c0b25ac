package dev.trine.conformance.catalogue;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Numbers that between them reach over the whole range of single precision. */
final class FloatRange {
  /** Largest numbers, orders of magnitude, the least normal number and two that are subnormal. */
  private static final double[] MAGNITUDES = {
    Float.MAX_VALUE,
    1e38f,
    1e30f,
    1e20f,
    1e10f,
    1e-5f,
    1e-10f,
    1e-20f,
    1e-30f,
    Float.MIN_NORMAL,
    1e-40f,
    Float.MIN_VALUE
  };

  /** Through where functions saturate, and past where their exponentials overflow or vanish. */
  private static final double[] STEPS = {
    0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 50, 80, 87, 88.5, 90, 100,
    105, 128, 200, 1000, 1e4
  };

  /** What a function that tends to 1 has before it gets there. */
  private static final double[] SHORT_OF_ONE = {
    0.01f, 0.5, 0.75, 0.99f, 1 - 0x1p-10, 1 - 0x1p-17, 1 - 0x1p-23, 1 - 0x1p-24, 1
  };

  private FloatRange() {}

  /** NaN, zeros, and positive numbers up to infinity. */
  static double[] positive() {
    return join(MAGNITUDES, STEPS, new double[] {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY});
  }

  /** The same with negative ones. */
  static double[] all() {
    return withNegatives(positive());
  }

  /** NaN, zeros, and numbers up to 1. */
  static double[] upToOne() {
    double[] small = Arrays.stream(MAGNITUDES).filter(x -> x < 1).toArray();
    return join(SHORT_OF_ONE, small, new double[] {0, -0.0, Double.NaN});
  }

  /** These, and those above 0 with the other sign. */
  static double[] withNegatives(double... values) {
    return join(values, Arrays.stream(values).filter(x -> x > 0).map(x -> -x).toArray());
  }

  /** Whether it is so small that devices may take it for 0. */
  static boolean isSubnormal(double x) {
    return x != 0 && Math.abs(x) < Float.MIN_NORMAL;
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
  }
}
