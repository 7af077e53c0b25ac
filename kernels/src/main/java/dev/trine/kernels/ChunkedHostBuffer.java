package dev.trine.kernels;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import java.nio.ByteBuffer;

/** Host memory for transfers, in chunks since a tensor may exceed what one buffer can address. */
public abstract class ChunkedHostBuffer extends NativeObjects.NativeObject implements HostBuffer {
  private static final int CHUNK_SHIFT = 28;
  private static final long CHUNK_ELEMENTS = 1L << CHUNK_SHIFT;

  private final DType type;
  private final long elements;

  protected ChunkedHostBuffer(NativeObjects registry, DType type, long elements) {
    super(registry);
    this.type = type;
    this.elements = elements;
  }

  /** The bytes of each chunk of so many elements, all but the last of equal size. */
  protected static int[] chunkBytes(DType type, long elements) {
    int count = Math.toIntExact((elements + CHUNK_ELEMENTS - 1) >> CHUNK_SHIFT);
    int[] bytes = new int[count];
    for (int i = 0; i < count; i++) {
      long rest = elements - ((long) i << CHUNK_SHIFT);
      bytes[i] = Math.toIntExact(Math.min(CHUNK_ELEMENTS, rest) * type.bytes());
    }
    return bytes;
  }

  /** A chunk's memory, in the byte order of this machine. */
  protected abstract ByteBuffer memory(int chunk);

  @Override
  public final DType type() {
    return type;
  }

  @Override
  public final long elements() {
    return elements;
  }

  @Override
  public final void put(long at, float[] from, int start, int count) {
    check(DType.F32, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.asFloatBuffer().put(i, from, s, n));
  }

  @Override
  public final void put(long at, int[] from, int start, int count) {
    check(DType.I32, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.asIntBuffer().put(i, from, s, n));
  }

  @Override
  public final void put(long at, byte[] from, int start, int count) {
    check(DType.U8, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.put(i, from, s, n));
  }

  @Override
  public final void put(long at, short[] from, int start, int count) {
    check(DType.BF16, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.asShortBuffer().put(i, from, s, n));
  }

  @Override
  public final void get(long at, float[] to, int start, int count) {
    check(DType.F32, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.asFloatBuffer().get(i, to, s, n));
  }

  @Override
  public final void get(long at, int[] to, int start, int count) {
    check(DType.I32, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.asIntBuffer().get(i, to, s, n));
  }

  @Override
  public final void get(long at, byte[] to, int start, int count) {
    check(DType.U8, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.get(i, to, s, n));
  }

  @Override
  public final void get(long at, short[] to, int start, int count) {
    check(DType.BF16, at, count);
    pieces(at, start, count, (chunk, i, s, n) -> chunk.asShortBuffer().get(i, to, s, n));
  }

  @Override
  public final void set(long at, double value) {
    check(type, at, 1);
    int index = (int) (at & (CHUNK_ELEMENTS - 1)) * type.bytes();
    ByteBuffer chunk = memory((int) (at >> CHUNK_SHIFT));
    int bits = type.encode(value);
    switch (type.bytes()) {
      case Byte.BYTES -> chunk.put(index, (byte) bits);
      case Short.BYTES -> chunk.putShort(index, (short) bits);
      default -> chunk.putInt(index, bits);
    }
  }

  @Override
  public final double get(long at) {
    check(type, at, 1);
    int index = (int) (at & (CHUNK_ELEMENTS - 1)) * type.bytes();
    ByteBuffer chunk = memory((int) (at >> CHUNK_SHIFT));
    return type.decode(
        switch (type.bytes()) {
          case Byte.BYTES -> chunk.get(index);
          case Short.BYTES -> chunk.getShort(index);
          default -> chunk.getInt(index);
        });
  }

  /** What of an array copy falls into one chunk. */
  @FunctionalInterface
  private interface Piece {
    void copy(ByteBuffer chunk, int index, int start, int count);
  }

  private void pieces(long at, int start, int count, Piece piece) {
    for (int done = 0; done < count; ) {
      int index = (int) ((at + done) & (CHUNK_ELEMENTS - 1));
      int length = (int) Math.min(count - done, CHUNK_ELEMENTS - index);
      piece.copy(memory((int) ((at + done) >> CHUNK_SHIFT)), index, start + done, length);
      done += length;
    }
  }

  private void check(DType accessed, long at, int count) {
    checkOpen("Host buffer");
    if (accessed != type) {
      throw new IllegalArgumentException(
          "A host buffer of %s was accessed as %s".formatted(type, accessed));
    }
    if (at < 0 || count < 0 || at > elements - count) {
      throw new IndexOutOfBoundsException(
          "%s elements at %s of a host buffer of %s".formatted(count, at, elements));
    }
  }
}
