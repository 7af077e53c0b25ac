package dev.trine.cuda;

import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.NativeObjects;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** Memory of the device. */
final class CudaMemory extends NativeObjects.NativeObject implements DeviceMemory {
  private final CudaStreams streams;
  private final CUdeviceptr pointer;
  private final long bytes;

  CudaMemory(NativeObjects registry, CudaStreams streams, CUdeviceptr pointer, long bytes) {
    super(registry);
    this.streams = streams;
    this.pointer = pointer;
    this.bytes = bytes;
  }

  long address() {
    checkOpen("Device memory");
    return NativeAddress.of(pointer);
  }

  /** Its byte {@code offset}. */
  CUdeviceptr at(long offset) {
    checkOpen("Device memory");
    return pointer.withByteOffset(offset);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  protected void release() {
    // That freeing waits for work on the memory is only what drivers happen to do.
    streams.settle();
    JCudaDriver.cuMemFree(pointer);
  }
}
