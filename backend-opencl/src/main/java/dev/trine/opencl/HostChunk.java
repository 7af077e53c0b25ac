package dev.trine.opencl;

import static org.jocl.CL.clCreateBuffer;
import static org.jocl.CL.clEnqueueMapBuffer;
import static org.jocl.CL.clEnqueueUnmapMemObject;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_mem;

/**
 * Host memory of zeros, as much as a {@link ByteBuffer} can address. Where the driver grants it, it
 * is a buffer object in host memory that stays mapped, which is how OpenCL gives pinned memory.
 *
 * @param object what {@code bytes} is the mapping of; null for ordinary memory
 */
record HostChunk(ByteBuffer bytes, cl_mem object, Pointer pointer) {
  private static final byte[] ZEROS = new byte[1 << 16];
  private static final int CACHE_LINE = 64;

  /** Ordinary memory, whose lifetime is the garbage collector's affair. */
  static HostChunk plain(int bytes) {
    // An aligned slice may lose up to a line at either end.
    ByteBuffer roomy = ByteBuffer.allocateDirect(bytes + 2 * CACHE_LINE);
    return of(roomy.alignedSlice(CACHE_LINE).slice(0, bytes), null);
  }

  /** Pinned memory, or ordinary memory where that is scarce. */
  static HostChunk pinned(cl_context context, cl_command_queue queue, int bytes) {
    cl_mem object = null;
    try {
      object =
          clCreateBuffer(
              context, CL.CL_MEM_READ_WRITE | CL.CL_MEM_ALLOC_HOST_PTR, bytes, null, null);
      long access = CL.CL_MAP_READ | CL.CL_MAP_WRITE;
      ByteBuffer mapped =
          clEnqueueMapBuffer(queue, object, true, access, 0, bytes, 0, null, null, null);
      HostChunk chunk = of(mapped, object);
      chunk.clear();
      return chunk;
    } catch (CLException scarce) {
      if (object != null) {
        CL.clReleaseMemObject(object);
      }
      return plain(bytes);
    }
  }

  private static HostChunk of(ByteBuffer memory, cl_mem object) {
    return new HostChunk(memory.order(ByteOrder.nativeOrder()), object, Pointer.to(memory));
  }

  private void clear() {
    for (int at = 0; at < bytes.capacity(); at += ZEROS.length) {
      bytes.put(at, ZEROS, 0, Math.min(ZEROS.length, bytes.capacity() - at));
    }
  }

  void release(cl_command_queue queue) {
    if (object != null) {
      try {
        clEnqueueUnmapMemObject(queue, object, bytes, 0, null, null);
      } finally {
        CL.clReleaseMemObject(object);
      }
    }
  }
}
