package dev.trine.opencl;

import dev.trine.backend.Timing;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_event;

/**
 * A queue beside the usual one that has the device note when each launch starts and ends, which
 * would slow the usual one down on some.
 */
final class ProfilingQueue implements AutoCloseable {
  private final OpenClDevice target;
  private final cl_command_queue queue;

  @SuppressWarnings("deprecation") // its successor is not in OpenCL 1.2
  ProfilingQueue(OpenClDevice target, cl_context context) {
    this.target = target;
    try {
      queue = CL.clCreateCommandQueue(context, target.id(), CL.CL_QUEUE_PROFILING_ENABLE, null);
    } catch (CLException failure) {
      throw Errors.translate(target.device(), "making a queue that measures", failure);
    }
  }

  /** Runs launches in turn and waits. Nothing that they need may still be under way elsewhere. */
  List<Timing> run(List<OpenClLaunch> launches) {
    List<cl_event> events = new ArrayList<>();
    try {
      for (OpenClLaunch launch : launches) {
        cl_event event = new cl_event();
        launch.enqueue(queue, event);
        events.add(event);
      }
      CL.clFinish(queue);
      return events.stream().map(ProfilingQueue::timing).toList();
    } catch (CLException failure) {
      throw Errors.translate(target.device(), "measuring launches", failure);
    } finally {
      events.forEach(CL::clReleaseEvent);
    }
  }

  private static Timing timing(cl_event event) {
    long nanos =
        nanos(event, CL.CL_PROFILING_COMMAND_END) - nanos(event, CL.CL_PROFILING_COMMAND_START);
    return new Timing(1, 1e-9 * nanos);
  }

  private static long nanos(cl_event event, int moment) {
    long[] nanos = new long[1];
    CL.clGetEventProfilingInfo(event, moment, Sizeof.cl_ulong, Pointer.to(nanos), null);
    return nanos[0];
  }

  @Override
  public void close() {
    CL.clReleaseCommandQueue(queue);
  }
}
