package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_ERROR_OUT_OF_MEMORY;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;

/**
 * Host memory of zeros, as much as a {@link ByteBuffer} can address.
 *
 * @param pinned whether the driver allocated it, so that transfers run beside the program
 */
record HostChunk(ByteBuffer bytes, Pointer pointer, boolean pinned) {
  private static final byte[] ZEROS = new byte[1 << 16];

  /** Pinned memory, or ordinary memory where the system grants no more of that. */
  static HostChunk allocate(CudaContext context, int bytes) {
    Pointer pointer = new Pointer();
    int code = JCudaDriver.cuMemAllocHost(pointer, bytes);
    if (code == CUDA_ERROR_OUT_OF_MEMORY) {
      ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      return new HostChunk(memory, Pointer.to(memory), false);
    }
    context.check(code, "pinning %s bytes of host memory".formatted(bytes));
    ByteBuffer memory = pointer.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    for (int at = 0; at < bytes; at += ZEROS.length) {
      memory.put(at, ZEROS, 0, Math.min(ZEROS.length, bytes - at));
    }
    return new HostChunk(memory, pointer, true);
  }

  void release() {
    if (pinned) {
      JCudaDriver.cuMemFreeHost(pointer);
    }
  }
}
