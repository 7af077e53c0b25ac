package dev.trine.cuda;

import dev.trine.kernels.ChunkedHostBuffer;
import dev.trine.kernels.NativeObjects;
import dev.trine.tensor.DType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Pinned host memory for transfers. */
final class CudaHostBuffer extends ChunkedHostBuffer {
  private final CudaStreams streams;
  private final List<HostChunk> chunks = new ArrayList<>();

  CudaHostBuffer(NativeObjects registry, CudaStreams streams, DType type, long elements) {
    super(registry, type, elements);
    this.streams = streams;
    for (int bytes : chunkBytes(type, elements)) {
      chunks.add(HostChunk.allocate(streams.context(), bytes));
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
    // A transfer may still be under way.
    streams.settle();
    chunks.forEach(HostChunk::release);
    chunks.clear();
  }
}
