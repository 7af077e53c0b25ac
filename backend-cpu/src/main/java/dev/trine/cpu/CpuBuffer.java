package dev.trine.cpu;

import dev.trine.backend.Buffer;
import dev.trine.backend.View;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** A piece of memory, seen as bytes, as floats, as ints and as shorts. */
final class CpuBuffer implements Buffer {
  /** The largest that a {@link java.nio.ByteBuffer} spans, less what alignment takes. */
  static final long MAX_BYTES = Integer.MAX_VALUE / 64 * 64 - 64;

  private final CpuMemory home;
  private final int bytes;
  private final String owner;
  private final NativeMemory memory;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final ShortBuffer shorts;
  private boolean open = true;

  CpuBuffer(CpuMemory home, int bytes, String owner, NativeMemory memory) {
    this.home = home;
    this.bytes = bytes;
    this.owner = owner;
    this.memory = memory;
    floats = memory.bytes().asFloatBuffer();
    ints = memory.bytes().asIntBuffer();
    shorts = memory.bytes().asShortBuffer();
  }

  /** The buffer under a view, if it lives there. */
  static CpuBuffer of(View view, CpuMemory home) {
    if (view.buffer() instanceof CpuBuffer buffer && buffer.home == home) {
      buffer.requireOpen();
      return buffer;
    }
    throw new IllegalArgumentException(
        "Buffer '%s' belongs to another backend".formatted(view.buffer().owner()));
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String owner() {
    return owner;
  }

  @Override
  public void close() {
    home.release(this);
  }

  ByteBuffer content() {
    return memory.bytes();
  }

  FloatBuffer floats() {
    return floats;
  }

  IntBuffer ints() {
    return ints;
  }

  ShortBuffer shorts() {
    return shorts;
  }

  long address() {
    return memory.address();
  }

  void requireOpen() {
    if (!open) {
      throw new IllegalStateException("Buffer '%s' was used after its close".formatted(owner));
    }
  }

  /** Gives the memory back; for {@link CpuMemory} alone. */
  void free() {
    open = false;
    memory.close();
  }
}
