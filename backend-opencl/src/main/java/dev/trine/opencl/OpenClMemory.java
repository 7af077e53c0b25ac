package dev.trine.opencl;

import dev.trine.kernels.DeviceMemory;
import org.jocl.CL;
import org.jocl.cl_mem;

/** A buffer object. OpenCL itself keeps it until the work that was enqueued on it is done. */
final class OpenClMemory extends Resources.Resource implements DeviceMemory {
  private final cl_mem object;
  private final long bytes;

  OpenClMemory(Resources registry, cl_mem object, long bytes) {
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
  void release() {
    CL.clReleaseMemObject(object);
  }
}
