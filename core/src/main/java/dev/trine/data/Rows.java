package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * A row-major array for each example.
 *
 * @param <A> the type of the arrays
 */
final class Rows<A> implements Column {
  private final Field field;
  private final A[] rows;
  private final Put<A> put;

  /** {@link HostBuffer#put(long, float[], int, int)} or one of its kin. */
  @FunctionalInterface
  private interface Put<A> {
    void put(HostBuffer to, long at, A from, int start, int count);
  }

  private Rows(Field field, A[] rows, ToIntFunction<A> length, Put<A> put) {
    this.field = field;
    String missing = "The rows of field '%s' are null".formatted(field.name());
    this.rows = Objects.requireNonNull(rows, missing).clone();
    this.put = put;
    long expected = field.type().elements();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == null) {
        throw new DataException(
            "Example %s of field '%s' has no elements: its row is null".formatted(i, field.name()));
      }
      int elements = length.applyAsInt(rows[i]);
      if (elements != expected) {
        throw new DataException(
            "Example %s of field '%s' has %s elements, expected the %s of shape %s"
                .formatted(i, field.name(), elements, expected, field.type().shape()));
      }
    }
  }

  static Rows<float[]> of(Field field, float[][] rows) {
    return new Rows<>(field, rows, row -> row.length, HostBuffer::put);
  }

  static Rows<byte[]> of(Field field, byte[][] rows) {
    return new Rows<>(field, rows, row -> row.length, HostBuffer::put);
  }

  static Rows<int[]> of(Field field, int[][] rows) {
    return new Rows<>(field, rows, row -> row.length, HostBuffer::put);
  }

  /**
   * All rows one behind the other.
   *
   * @param make an array of so many elements
   * @throws ArithmeticException if they are more than an array holds
   */
  A joined(IntFunction<A> make) {
    int length = (int) field.type().elements();
    A all = make.apply(Math.multiplyExact(rows.length, length));
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * length, length);
    }
    return all;
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public void copy(int[] order, int from, int count, HostBuffer to) {
    int length = (int) field.type().elements();
    for (int i = 0; i < count; i++) {
      put.put(to, (long) i * length, rows[order[from + i]], 0, length);
    }
  }
}
