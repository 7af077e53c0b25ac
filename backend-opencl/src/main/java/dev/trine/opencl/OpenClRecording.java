package dev.trine.opencl;

import dev.trine.backend.Device;
import dev.trine.backend.Recording;
import dev.trine.kernels.Launch;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;

/** Launches with preset arguments, enqueued in turn: as little as OpenCL 1.2 can do to repeat. */
final class OpenClRecording implements Recording {
  private final Device device;
  private final cl_command_queue queue;
  private final Launch[] launches;

  OpenClRecording(Device device, cl_command_queue queue, List<Launch> launches) {
    this.device = device;
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
      throw Errors.translate(device, "starting its queue", failure);
    }
  }

  @Override
  public void close() {
    // Holds nothing but launches, which belong to their calls.
  }
}
