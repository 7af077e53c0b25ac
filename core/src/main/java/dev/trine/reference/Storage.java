package dev.trine.reference;

import dev.trine.tensor.DType;
import java.util.Arrays;

/**
 * Memory of the reference: the bytes that a device would hold and, beside each word of them, the
 * double of which an F32 there is the rounding. The double counts for as long as the bytes say what
 * it rounds to, so that other bytes written over it are what is read from then on.
 *
 * <p>Elements are indexed in their own size from the start.
 */
final class Storage {
  /** What an index of bytes reaches. */
  static final long MAX_BYTES = Integer.MAX_VALUE / Integer.BYTES * Integer.BYTES;

  private final int[] words;
  private final double[] doubles;

  /** Bytes of zero. */
  Storage(long bytes) {
    words = new int[Math.toIntExact((bytes + Integer.BYTES - 1) / Integer.BYTES)];
    doubles = new double[words.length];
  }

  /** The same, of one word over and over. */
  Storage filledWith(int word) {
    Arrays.fill(words, word);
    return this;
  }

  double floatAt(int index) {
    double exact = doubles[index];
    int word = words[index];
    return Float.floatToRawIntBits((float) exact) == word ? exact : Float.intBitsToFloat(word);
  }

  void putFloat(int index, double value) {
    doubles[index] = value;
    words[index] = Float.floatToRawIntBits((float) value);
  }

  int intAt(int index) {
    return words[index];
  }

  void putInt(int index, int value) {
    words[index] = value;
  }

  double get(DType type, int index) {
    return type == DType.F32 ? floatAt(index) : type.decode(bitsAt(type.bytes(), index));
  }

  void put(DType type, int index, double value) {
    if (type == DType.F32) {
      putFloat(index, value);
    } else {
      putBits(type.bytes(), index, type.encode(value));
    }
  }

  /** The bits of an element of so many bytes, in the lowest of an int. */
  int bitsAt(int size, int index) {
    return words[word(size, index)] >>> shift(size, index) & mask(size);
  }

  void putBits(int size, int index, int bits) {
    int word = word(size, index);
    int kept = words[word] & ~(mask(size) << shift(size, index));
    words[word] = kept | (bits & mask(size)) << shift(size, index);
  }

  /** Copies elements that start {@code from} elements into the source to {@code to}. */
  void copy(DType type, Storage source, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      if (type == DType.F32) {
        putFloat(to + i, source.floatAt(from + i));
      } else {
        putBits(type.bytes(), to + i, source.bitsAt(type.bytes(), from + i));
      }
    }
  }

  private static int word(int size, int index) {
    return index / (Integer.BYTES / size);
  }

  private static int shift(int size, int index) {
    return index % (Integer.BYTES / size) * size * Byte.SIZE;
  }

  private static int mask(int size) {
    return -1 >>> Integer.SIZE - size * Byte.SIZE;
  }
}
