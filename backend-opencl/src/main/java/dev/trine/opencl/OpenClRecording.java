package dev.trine.opencl;

import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import dev.trine.kernels.Launch;
import java.util.List;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;

/** Launches with preset arguments, enqueued in turn: as little as OpenCL 1.2 can do to repeat. */
final class OpenClRecording implements Recording {
  private final OpenClDevice target;
  private final cl_context context;
  private final cl_command_queue queue;
  private final Launch[] launches;

  OpenClRecording(
      OpenClDevice target, cl_context context, cl_command_queue queue, List<Launch> launches) {
    this.target = target;
    this.context = context;
    this.queue = queue;
    this.launches = launches.toArray(Launch[]::new);
  }

  @Override
  public void replay() {
    for (Launch launch : launches) {
      launch.enqueue();
    }
    // Some drivers start nothing before they are told to.
    try {
      CL.clFlush(queue);
    } catch (CLException failure) {
      throw Errors.translate(target.device(), "starting its queue", failure);
    }
  }

  @Override
  public List<Timing> profile() {
    try (ProfilingQueue profiling = new ProfilingQueue(target, context)) {
      finish();
      return profiling.run(Stream.of(launches).map(OpenClLaunch.class::cast).toList());
    }
  }

  private void finish() {
    try {
      CL.clFinish(queue);
    } catch (CLException failure) {
      throw Errors.translate(target.device(), "waiting for its queue", failure);
    }
  }

  @Override
  public void close() {
    // Holds nothing but launches, which belong to their calls.
  }
}
