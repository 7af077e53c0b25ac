package dev.trine.cpu;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Host memory: the same kind as the device's, so that a transfer is a copy. */
final class CpuHostBuffer implements HostBuffer {
  private final CpuMemory home;
  private final DType type;
  private final int elements;
  private final NativeMemory memory;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private volatile boolean open = true;

  CpuHostBuffer(CpuMemory home, DType type, int elements, NativeMemory memory) {
    this.home = home;
    this.type = type;
    this.elements = elements;
    this.memory = memory;
    floats = memory.bytes().order(ByteOrder.nativeOrder()).asFloatBuffer();
    ints = memory.bytes().order(ByteOrder.nativeOrder()).asIntBuffer();
    int[] zeros = new int[Math.min(elements, Blocks.LENGTH)];
    for (int at = 0; at < elements; at += zeros.length) {
      ints.put(at, zeros, 0, Math.min(zeros.length, elements - at));
    }
  }

  static CpuHostBuffer of(HostBuffer host) {
    if (host instanceof CpuHostBuffer own) {
      own.requireOpen();
      return own;
    }
    throw new IllegalArgumentException(
        "Host memory of %s elements belongs to another backend".formatted(host.elements()));
  }

  /** The bits of the elements, whatever their type. */
  IntBuffer ints() {
    return ints;
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
    require(DType.F32);
    floats.put(index(at, count), from, start, count);
  }

  @Override
  public void put(long at, int[] from, int start, int count) {
    require(DType.I32);
    ints.put(index(at, count), from, start, count);
  }

  @Override
  public void get(long at, float[] to, int start, int count) {
    require(DType.F32);
    floats.get(index(at, count), to, start, count);
  }

  @Override
  public void get(long at, int[] to, int start, int count) {
    require(DType.I32);
    ints.get(index(at, count), to, start, count);
  }

  @Override
  public void set(long at, double value) {
    requireOpen();
    switch (type) {
      case F32 -> floats.put(index(at, 1), (float) value);
      case I32 -> ints.put(index(at, 1), (int) Math.rint(value));
    }
  }

  @Override
  public double get(long at) {
    requireOpen();
    return type == DType.F32 ? floats.get(index(at, 1)) : ints.get(index(at, 1));
  }

  @Override
  public void close() {
    home.release(this);
  }

  /** Gives the memory back; for {@link CpuMemory} alone. */
  void free() {
    open = false;
    memory.close();
  }

  private int index(long at, int count) {
    if (at < 0 || count < 0 || at + count > elements) {
      throw new IndexOutOfBoundsException(
          "%s elements at %s of host memory of %s".formatted(count, at, elements));
    }
    return (int) at;
  }

  private void require(DType wanted) {
    requireOpen();
    if (type != wanted) {
      throw new IllegalArgumentException(
          "A host buffer of %s was accessed as %s".formatted(type, wanted));
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException(
          "Host memory of %s elements was used after its close".formatted(elements));
    }
  }
}
