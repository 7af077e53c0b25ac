package dev.trine.opencl;

import dev.trine.kernels.ChunkedHostBuffer;
import dev.trine.kernels.NativeObjects;
import dev.trine.tensor.DType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;

/** Host memory for transfers, mapped from buffer objects where the driver grants them. */
final class OpenClHostBuffer extends ChunkedHostBuffer {
  private final cl_command_queue queue;
  private final List<HostChunk> chunks = new ArrayList<>();

  OpenClHostBuffer(
      NativeObjects registry,
      boolean onHost,
      cl_context context,
      cl_command_queue queue,
      DType type,
      long elements) {
    super(registry, type, elements);
    this.queue = queue;
    for (int bytes : chunkBytes(type, elements)) {
      chunks.add(onHost ? HostChunk.plain(bytes) : HostChunk.pinned(context, queue, bytes));
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
      CL.clFinish(queue);
    } catch (CLException fault) {
      // Nothing is under way any more; reported by whoever waits for the work.
    }
    chunks.forEach(chunk -> chunk.release(queue));
    chunks.clear();
  }
}
