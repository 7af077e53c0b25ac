package dev.trine.opencl;

import dev.trine.TrineException;
import dev.trine.kernels.ChunkedHostBuffer;
import dev.trine.kernels.NativeObjects;
import dev.trine.tensor.DType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jocl.cl_context;

/** Host memory for transfers, mapped from buffer objects where the driver grants them. */
final class OpenClHostBuffer extends ChunkedHostBuffer {
  private final Queues queues;
  private final List<HostChunk> chunks = new ArrayList<>();

  OpenClHostBuffer(
      NativeObjects registry,
      boolean onHost,
      cl_context context,
      Queues queues,
      DType type,
      long elements) {
    super(registry, type, elements);
    this.queues = queues;
    for (int bytes : chunkBytes(type, elements)) {
      chunks.add(onHost ? HostChunk.plain(bytes) : HostChunk.pinned(context, queues.work(), bytes));
    }
  }

  HostChunk chunk(int index) {
    return chunks.get(index);
  }

  @Override
  protected ByteBuffer memory(int chunk) {
    return chunks.get(chunk).bytes();
  }

  @Override
  protected void release() {
    try {
      // A transfer may still be under way.
      queues.finish();
    } catch (TrineException fault) {
      // Nothing is under way any more; reported by whoever waits for the work.
    }
    chunks.forEach(chunk -> chunk.release(queues.work()));
    chunks.clear();
  }
}
