package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Philox;
import dev.trine.tensor.DType;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A tensor's content: numbers that its type holds exactly, the same on every machine. */
@FunctionalInterface
public interface Values {
  /** Draws {@code count} elements. */
  double[] draw(int count, long seed);

  /** Floats spread evenly over {@code [low, high]}. */
  static Values uniform(double low, double high) {
    return perElement(
        bits -> (float) (low + (high - low) * Integer.toUnsignedLong(bits) / 4294967296.0));
  }

  /**
   * Floats of all magnitudes alike: their bits are spread evenly over those from {@code low} to
   * {@code high}.
   */
  static Values magnitudes(float low, float high) {
    long first = rank(low);
    long count = rank(high) - first + 1;
    return perElement(
        bits -> ofRank((int) (first + (Integer.toUnsignedLong(bits) * count >>> Integer.SIZE))));
  }

  /** Whole numbers spread evenly over {@code [low, high)}. */
  static Values integers(int low, int high) {
    return perElement(bits -> low + Integer.remainderUnsigned(bits, high - low));
  }

  /** All 32-bit integers, most of which no float holds. */
  static Values anyInteger() {
    return perElement(bits -> bits);
  }

  /** All BF16 numbers, NaN and infinities among them. */
  static Values anyBf16() {
    return perElement(DType.BF16::decode);
  }

  /** {@code 0, 1, … length − 1, 0, 1, …} */
  static Values cycle(int length) {
    return (count, seed) -> IntStream.range(0, count).mapToDouble(i -> i % length).toArray();
  }

  static Values constant(double value) {
    return (count, seed) -> {
      double[] all = new double[count];
      Arrays.fill(all, value);
      return all;
    };
  }

  /** Exactly these. */
  static Values of(double... values) {
    return (count, seed) -> {
      if (count != values.length) {
        throw new IllegalStateException(
            "%s values listed for %s elements".formatted(values.length, count));
      }
      return values.clone();
    };
  }

  /** Exactly these, row after row. */
  static Values ofRows(double[]... rows) {
    return of(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
  }

  /** These values, but another one at the elements that a predicate picks. */
  default Values except(IntPredicate picked, double value) {
    return (count, seed) -> {
      double[] all = draw(count, seed);
      for (int i = 0; i < count; i++) {
        if (picked.test(i)) {
          all[i] = value;
        }
      }
      return all;
    };
  }

  /** These values, but another one at one element. */
  default Values except(int index, double value) {
    return except(i -> i == index, value);
  }

  /**
   * The nearest to these values that are operands of products of low precision: those that would be
   * subnormal, which a device may take for 0, are 0.
   */
  default Values roundedTo(DType type) {
    return (count, seed) ->
        Arrays.stream(draw(count, seed))
            .map(value -> type.decode(type.encode(value)))
            .map(value -> Math.abs(value) < Float.MIN_NORMAL ? 0 : value)
            .toArray();
  }

  /** How many floats lie between 0 and this one, with its sign. */
  private static int rank(float x) {
    int bits = Float.floatToIntBits(x);
    return bits < 0 ? Integer.MIN_VALUE - bits : bits;
  }

  private static float ofRank(int rank) {
    return Float.intBitsToFloat(rank < 0 ? Integer.MIN_VALUE - rank : rank);
  }

  private static Values perElement(IntToDoubleFunction value) {
    return (count, seed) -> {
      double[] all = new double[count];
      for (int i = 0; i < count; i++) {
        all[i] = value.applyAsDouble(Philox.bits(i, 0, 0, seed));
      }
      return all;
    };
  }
}
