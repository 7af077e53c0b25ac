package dev.trine.opencl;

import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.NativeObjects;
import org.jocl.CL;
import org.jocl.cl_mem;

/** A buffer object. OpenCL itself keeps it until the work that was enqueued on it is done. */
final class OpenClMemory extends NativeObjects.NativeObject implements DeviceMemory {
  private final cl_mem object;
  private final long bytes;

  OpenClMemory(NativeObjects registry, cl_mem object, long bytes) {
    super(registry);
    this.object = object;
    this.bytes = bytes;
  }

  cl_mem object() {
    checkOpen("Device memory");
    return object;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  protected void release() {
    CL.clReleaseMemObject(object);
  }
}
