package dev.trine.opencl;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;

/** Host memory for transfers, in chunks since a tensor may exceed what one buffer can address. */
final class OpenClHostBuffer extends Resources.Resource implements HostBuffer {
  private static final int CHUNK_SHIFT = 28;
  private static final long CHUNK_ELEMENTS = 1L << CHUNK_SHIFT;

  private final DType type;
  private final long elements;
  private final cl_command_queue queue;
  private final List<HostChunk> chunks = new ArrayList<>();

  OpenClHostBuffer(
      Resources registry,
      boolean onHost,
      cl_context context,
      cl_command_queue queue,
      DType type,
      long elements) {
    super(registry);
    this.type = type;
    this.elements = elements;
    this.queue = queue;
    for (long at = 0; at < elements; at += CHUNK_ELEMENTS) {
      int bytes = Math.toIntExact(Math.min(CHUNK_ELEMENTS, elements - at) * type.bytes());
      chunks.add(onHost ? HostChunk.plain(bytes) : HostChunk.pinned(context, queue, bytes));
    }
  }

  HostChunk chunk(int index) {
    return chunks.get(index);
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
    check(DType.F32, at, count);
    pieces(at, start, count, (c, i, s, n) -> c.bytes().asFloatBuffer().put(i, from, s, n));
  }

  @Override
  public void put(long at, int[] from, int start, int count) {
    check(DType.I32, at, count);
    pieces(at, start, count, (c, i, s, n) -> c.bytes().asIntBuffer().put(i, from, s, n));
  }

  @Override
  public void get(long at, float[] to, int start, int count) {
    check(DType.F32, at, count);
    pieces(at, start, count, (c, i, s, n) -> c.bytes().asFloatBuffer().get(i, to, s, n));
  }

  @Override
  public void get(long at, int[] to, int start, int count) {
    check(DType.I32, at, count);
    pieces(at, start, count, (c, i, s, n) -> c.bytes().asIntBuffer().get(i, to, s, n));
  }

  @Override
  public void set(long at, double value) {
    check(type, at, 1);
    int index = (int) (at & (CHUNK_ELEMENTS - 1)) * type.bytes();
    HostChunk chunk = chunks.get((int) (at >> CHUNK_SHIFT));
    switch (type) {
      case F32 -> chunk.bytes().putFloat(index, (float) value);
      case I32 -> chunk.bytes().putInt(index, (int) value);
    }
  }

  @Override
  public double get(long at) {
    check(type, at, 1);
    int index = (int) (at & (CHUNK_ELEMENTS - 1)) * type.bytes();
    HostChunk chunk = chunks.get((int) (at >> CHUNK_SHIFT));
    return switch (type) {
      case F32 -> chunk.bytes().getFloat(index);
      case I32 -> chunk.bytes().getInt(index);
    };
  }

  @Override
  void release() {
    // A transfer may still be under way.
    CL.clFinish(queue);
    chunks.forEach(chunk -> chunk.release(queue));
    chunks.clear();
  }

  /** What of an array copy falls into one chunk. */
  @FunctionalInterface
  private interface Piece {
    void copy(HostChunk chunk, int index, int start, int count);
  }

  private void pieces(long at, int start, int count, Piece piece) {
    for (int done = 0; done < count; ) {
      int index = (int) ((at + done) & (CHUNK_ELEMENTS - 1));
      int length = (int) Math.min(count - done, CHUNK_ELEMENTS - index);
      piece.copy(chunks.get((int) ((at + done) >> CHUNK_SHIFT)), index, start + done, length);
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
          "%d elements at %d of a host buffer of %d".formatted(count, at, elements));
    }
  }
}
