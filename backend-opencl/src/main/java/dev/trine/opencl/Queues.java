package dev.trine.opencl;

import dev.trine.backend.Device;
import dev.trine.backend.internal.Resources;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;

/** The two in-order queues of a runtime: of its work, and of uploads beside that. */
final class Queues implements AutoCloseable {
  private final Resources resources = new Resources();
  private final Device device;
  private final cl_command_queue work;
  private final cl_command_queue beside;

  Queues(OpenClDevice target, cl_context context) {
    device = target.device();
    try {
      work = create(target, context);
      beside = create(target, context);
    } catch (CLException failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** By the old function: its successor is not in OpenCL 1.2. */
  @SuppressWarnings("deprecation")
  private cl_command_queue create(OpenClDevice target, cl_context context) {
    cl_command_queue queue = CL.clCreateCommandQueue(context, target.id(), 0, null);
    resources.add(() -> CL.clReleaseCommandQueue(queue));
    return queue;
  }

  cl_command_queue work() {
    return work;
  }

  cl_command_queue beside() {
    return beside;
  }

  /** Waits for all that was enqueued on either; reports faults of it. */
  void finish() {
    // Both, whatever is wrong with one: host memory is given back behind it.
    try (Resources both = new Resources()) {
      both.add(() -> finish(beside));
      both.add(() -> finish(work));
    }
  }

  private void finish(cl_command_queue queue) {
    try {
      CL.clFinish(queue);
    } catch (CLException failure) {
      throw Errors.translate(device, "waiting for its queue", failure);
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
