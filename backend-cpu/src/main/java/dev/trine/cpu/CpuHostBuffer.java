package dev.trine.cpu;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** Host memory: the same kind as the device's, so that a transfer is a copy. */
final class CpuHostBuffer implements HostBuffer {
  private final CpuMemory home;
  private final DType type;
  private final int elements;
  private final NativeMemory memory;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final ShortBuffer shorts;
  private volatile boolean open = true;

  CpuHostBuffer(CpuMemory home, DType type, int elements, NativeMemory memory) {
    this.home = home;
    this.type = type;
    this.elements = elements;
    this.memory = memory;
    bytes = memory.bytes();
    floats = bytes.asFloatBuffer();
    ints = bytes.asIntBuffer();
    shorts = bytes.asShortBuffer();
    byte[] zeros = new byte[Math.min(bytes.capacity(), 1 << 14)];
    for (int at = 0; at < bytes.capacity(); at += zeros.length) {
      bytes.put(at, zeros, 0, Math.min(zeros.length, bytes.capacity() - at));
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
  ByteBuffer content() {
    return bytes;
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
  public void put(long at, byte[] from, int start, int count) {
    require(DType.U8);
    bytes.put(index(at, count), from, start, count);
  }

  @Override
  public void put(long at, short[] from, int start, int count) {
    require(DType.BF16);
    shorts.put(index(at, count), from, start, count);
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
  public void get(long at, byte[] to, int start, int count) {
    require(DType.U8);
    bytes.get(index(at, count), to, start, count);
  }

  @Override
  public void get(long at, short[] to, int start, int count) {
    require(DType.BF16);
    shorts.get(index(at, count), to, start, count);
  }

  @Override
  public void set(long at, double value) {
    requireOpen();
    int index = index(at, 1);
    int bits = type.encode(value);
    switch (type.bytes()) {
      case Byte.BYTES -> bytes.put(index, (byte) bits);
      case Short.BYTES -> shorts.put(index, (short) bits);
      default -> ints.put(index, bits);
    }
  }

  @Override
  public double get(long at) {
    requireOpen();
    int index = index(at, 1);
    return type.decode(
        switch (type.bytes()) {
          case Byte.BYTES -> bytes.get(index);
          case Short.BYTES -> shorts.get(index);
          default -> ints.get(index);
        });
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
