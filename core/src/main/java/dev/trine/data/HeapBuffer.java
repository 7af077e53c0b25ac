package dev.trine.data;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Memory of no backend, for an example that someone wants to look at. */
final class HeapBuffer implements HostBuffer {
  private final DType type;
  private final int elements;
  private final ByteBuffer bytes;

  HeapBuffer(TensorType tensor) {
    this.type = tensor.type();
    this.elements = Math.toIntExact(tensor.elements());
    bytes = ByteBuffer.allocate(Math.toIntExact(tensor.bytes())).order(ByteOrder.nativeOrder());
  }

  @Override
  public DType type() {
    return type;
  }

  @Override
  public long elements() {
    return elements;
  }

  @Override
  public void put(long at, float[] from, int start, int count) {
    bytes.asFloatBuffer().put(index(DType.F32, at, count), from, start, count);
  }

  @Override
  public void put(long at, int[] from, int start, int count) {
    bytes.asIntBuffer().put(index(DType.I32, at, count), from, start, count);
  }

  @Override
  public void put(long at, byte[] from, int start, int count) {
    bytes.put(index(DType.U8, at, count), from, start, count);
  }

  @Override
  public void put(long at, short[] from, int start, int count) {
    bytes.asShortBuffer().put(index(DType.BF16, at, count), from, start, count);
  }

  @Override
  public void get(long at, float[] to, int start, int count) {
    bytes.asFloatBuffer().get(index(DType.F32, at, count), to, start, count);
  }

  @Override
  public void get(long at, int[] to, int start, int count) {
    bytes.asIntBuffer().get(index(DType.I32, at, count), to, start, count);
  }

  @Override
  public void get(long at, byte[] to, int start, int count) {
    bytes.get(index(DType.U8, at, count), to, start, count);
  }

  @Override
  public void get(long at, short[] to, int start, int count) {
    bytes.asShortBuffer().get(index(DType.BF16, at, count), to, start, count);
  }

  @Override
  public void set(long at, double value) {
    int index = index(type, at, 1) * type.bytes();
    int bits = type.encode(value);
    switch (type.bytes()) {
      case Byte.BYTES -> bytes.put(index, (byte) bits);
      case Short.BYTES -> bytes.putShort(index, (short) bits);
      default -> bytes.putInt(index, bits);
    }
  }

  @Override
  public double get(long at) {
    int index = index(type, at, 1) * type.bytes();
    return type.decode(
        switch (type.bytes()) {
          case Byte.BYTES -> bytes.get(index);
          case Short.BYTES -> bytes.getShort(index);
          default -> bytes.getInt(index);
        });
  }

  @Override
  public void close() {}

  private int index(DType accessed, long at, int count) {
    if (accessed != type) {
      throw new IllegalArgumentException(
          "A buffer of %s was accessed as %s".formatted(type, accessed));
    }
    return (int) Objects.checkFromIndexSize(at, (long) count, (long) elements);
  }
}
