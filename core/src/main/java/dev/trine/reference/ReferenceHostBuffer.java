package dev.trine.reference;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import java.util.Objects;

/** Host memory that keeps full doubles. */
final class ReferenceHostBuffer implements HostBuffer {
  private final DType type;
  private final int elements;
  private final Storage storage;

  ReferenceHostBuffer(DType type, long elements) {
    this.type = type;
    this.elements = Math.toIntExact(elements);
    storage = new Storage(elements * type.bytes());
  }

  static ReferenceHostBuffer of(HostBuffer host) {
    if (host instanceof ReferenceHostBuffer own) {
      return own;
    }
    throw new IllegalArgumentException(
        "Host memory of %s elements belongs to another backend than the reference"
            .formatted(host.elements()));
  }

  Storage storage() {
    return storage;
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
    int index = index(DType.F32, at, count);
    for (int i = 0; i < count; i++) {
      storage.putFloat(index + i, from[start + i]);
    }
  }

  @Override
  public void put(long at, int[] from, int start, int count) {
    int index = index(DType.I32, at, count);
    for (int i = 0; i < count; i++) {
      storage.putInt(index + i, from[start + i]);
    }
  }

  @Override
  public void put(long at, byte[] from, int start, int count) {
    int index = index(DType.U8, at, count);
    for (int i = 0; i < count; i++) {
      storage.putBits(Byte.BYTES, index + i, from[start + i]);
    }
  }

  @Override
  public void put(long at, short[] from, int start, int count) {
    int index = index(DType.BF16, at, count);
    for (int i = 0; i < count; i++) {
      storage.putBits(Short.BYTES, index + i, from[start + i]);
    }
  }

  @Override
  public void get(long at, float[] to, int start, int count) {
    int index = index(DType.F32, at, count);
    for (int i = 0; i < count; i++) {
      to[start + i] = (float) storage.floatAt(index + i);
    }
  }

  @Override
  public void get(long at, int[] to, int start, int count) {
    int index = index(DType.I32, at, count);
    for (int i = 0; i < count; i++) {
      to[start + i] = storage.intAt(index + i);
    }
  }

  @Override
  public void get(long at, byte[] to, int start, int count) {
    int index = index(DType.U8, at, count);
    for (int i = 0; i < count; i++) {
      to[start + i] = (byte) storage.bitsAt(Byte.BYTES, index + i);
    }
  }

  @Override
  public void get(long at, short[] to, int start, int count) {
    int index = index(DType.BF16, at, count);
    for (int i = 0; i < count; i++) {
      to[start + i] = (short) storage.bitsAt(Short.BYTES, index + i);
    }
  }

  @Override
  public void set(long at, double value) {
    storage.put(type, index(type, at, 1), value);
  }

  @Override
  public double get(long at) {
    return storage.get(type, index(type, at, 1));
  }

  @Override
  public void close() {}

  private int index(DType accessed, long at, int count) {
    if (type != accessed) {
      throw new IllegalArgumentException(
          "A host buffer of %s was accessed as %s".formatted(type, accessed));
    }
    return (int) Objects.checkFromIndexSize(at, (long) count, (long) elements);
  }
}
