package dev.trine.dataset.array;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Locale;

/** An array of examples as a file holds it, of which any number of threads read at once. */
public final class StoredArray {
  /** Elements that are read at a time, so that memory does not grow with the examples. */
  private static final int BLOCK = 1 << 14;

  private final ArrayHeader header;
  private final ByteSource bytes;
  private final long start;
  private final long perExample;
  private final long[] extents;

  /**
   * @param start where the elements begin
   */
  StoredArray(ArrayHeader header, ByteSource bytes, long start) {
    this.header = header;
    this.bytes = bytes;
    this.start = start;
    extents = header.shape().dimensions();
    perExample = header.shape().elements() / extents[0];
  }

  /** Where the array is from, for messages. */
  public String source() {
    return header.source();
  }

  /** The type of the elements in the file. */
  public ElementType type() {
    return header.type();
  }

  /** The shape of all examples: [examples, …]. */
  public Shape shape() {
    return header.shape();
  }

  /** How many examples. */
  public int size() {
    return (int) extents[0];
  }

  /**
   * Copies an example, row-major, to a buffer of U8, I32 or F32 from element {@code at} on.
   *
   * @throws DataException if an element is none of the buffer's type, naming it
   */
  void copy(int example, HostBuffer to, long at) {
    byte[] raw = new byte[(int) Math.min(BLOCK, perExample) * type().bytes()];
    for (long done = 0; done < perExample; done += BLOCK) {
      int count = (int) Math.min(BLOCK, perExample - done);
      read(example, done, count, raw);
      put(raw, example * perExample + done, count, to, at + done);
    }
  }

  /** Copies elements of an example as they lie in the file. */
  private void read(int example, long from, int count, byte[] to) {
    int size = type().bytes();
    if (!header.columnMajor()) {
      bytes.read(start + (example * perExample + from) * size, to, 0, count * size);
      return;
    }
    for (int i = 0; i < count; i++) {
      bytes.read(start + columnMajor(example, from + i) * size, to, i * size, size);
    }
  }

  /**
   * Where an element of an example, by its row-major number, is if the first index runs fastest.
   */
  private long columnMajor(int example, long element) {
    long index = example;
    long stride = perExample * extents[0];
    long rest = element;
    for (int d = extents.length - 1; d > 0; d--) {
      stride /= extents[d];
      index += rest % extents[d] * stride;
      rest /= extents[d];
    }
    return index;
  }

  /**
   * @param first the number of the first element in the array
   */
  private void put(byte[] raw, long first, int count, HostBuffer to, long at) {
    if (to.type() == DType.U8 && type() == ElementType.U8) {
      to.put(at, raw, 0, count);
      return;
    }
    ByteBuffer from = ByteBuffer.wrap(raw).order(header.order());
    switch (to.type()) {
      case F32 -> {
        float[] elements = new float[count];
        for (int i = 0; i < count; i++) {
          elements[i] = (float) type().get(from, i * type().bytes());
        }
        to.put(at, elements, 0, count);
      }
      case I32 -> {
        int[] elements = new int[count];
        for (int i = 0; i < count; i++) {
          elements[i] = whole(type().get(from, i * type().bytes()), first + i);
        }
        to.put(at, elements, 0, count);
      }
      default -> {
        byte[] elements = new byte[count];
        for (int i = 0; i < count; i++) {
          elements[i] = (byte) type().get(from, i * type().bytes());
        }
        to.put(at, elements, 0, count);
      }
    }
  }

  private int whole(double value, long element) {
    if (value != (int) value) {
      throw new DataException(
          "%s, element %s: %s is not from −2^31 to 2^31 − 1, as which whole numbers are read; write the array as 32-bit or as floating-point numbers"
              .formatted(source(), element, value));
    }
    return (int) value;
  }

  /**
   * How many classes there are if the elements are labels, one an example: the largest and one.
   *
   * @param most how many are believed
   * @throws DataException if a label is negative, or not below {@code most}, naming it
   */
  int classes(int most) {
    int largest = 0;
    byte[] raw = new byte[Math.min(BLOCK, size()) * type().bytes()];
    ByteBuffer from = ByteBuffer.wrap(raw).order(header.order());
    for (int done = 0; done < size(); done += Math.min(BLOCK, size() - done)) {
      int count = Math.min(BLOCK, size() - done);
      bytes.read(start + (long) done * type().bytes(), raw, 0, count * type().bytes());
      for (int i = 0; i < count; i++) {
        double label = type().get(from, i * type().bytes());
        if (!(label >= 0 && label < most)) {
          throw new DataException(
              String.format(
                  Locale.ROOT,
                  "%s, element %s: the label %.0f is not from 0 to %s; number the classes from 0, or write the targets as floating-point numbers if they are values",
                  source(),
                  done + i,
                  label,
                  most - 1));
        }
        largest = Math.max(largest, (int) label);
      }
    }
    return largest + 1;
  }
}
