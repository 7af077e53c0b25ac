package dev.trine.reference;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;

/** Host memory that keeps full doubles. */
final class ReferenceHostBuffer implements HostBuffer {
  private final DType type;
  private final double[] floats;
  private final int[] ints;

  ReferenceHostBuffer(DType type, long elements) {
    this.type = type;
    int length = Math.toIntExact(elements);
    floats = type == DType.F32 ? new double[length] : null;
    ints = type == DType.I32 ? new int[length] : null;
  }

  static ReferenceHostBuffer of(HostBuffer host) {
    if (host instanceof ReferenceHostBuffer own) {
      return own;
    }
    throw new IllegalArgumentException(
        "Host memory of %s elements belongs to another backend than the reference"
            .formatted(host.elements()));
  }

  double[] floats() {
    require(DType.F32);
    return floats;
  }

  int[] ints() {
    require(DType.I32);
    return ints;
  }

  @Override
  public DType type() {
    return type;
  }

  @Override
  public long elements() {
    return type == DType.F32 ? floats.length : ints.length;
  }

  @Override
  public void put(long at, float[] from, int start, int count) {
    require(DType.F32);
    for (int i = 0; i < count; i++) {
      floats[Math.toIntExact(at + i)] = from[start + i];
    }
  }

  @Override
  public void put(long at, int[] from, int start, int count) {
    require(DType.I32);
    System.arraycopy(from, start, ints, Math.toIntExact(at), count);
  }

  @Override
  public void get(long at, float[] to, int start, int count) {
    require(DType.F32);
    for (int i = 0; i < count; i++) {
      to[start + i] = (float) floats[Math.toIntExact(at + i)];
    }
  }

  @Override
  public void get(long at, int[] to, int start, int count) {
    require(DType.I32);
    System.arraycopy(ints, Math.toIntExact(at), to, start, count);
  }

  @Override
  public void set(long at, double value) {
    int index = Math.toIntExact(at);
    switch (type) {
      case F32 -> floats[index] = value;
      case I32 -> ints[index] = (int) Math.rint(value);
    }
  }

  @Override
  public double get(long at) {
    int index = Math.toIntExact(at);
    return type == DType.F32 ? floats[index] : ints[index];
  }

  @Override
  public void close() {}

  private void require(DType wanted) {
    if (type != wanted) {
      throw new IllegalArgumentException(
          "A host buffer of %s was accessed as %s".formatted(type, wanted));
    }
  }
}
