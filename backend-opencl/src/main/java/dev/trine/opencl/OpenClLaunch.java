package dev.trine.opencl;

import dev.trine.backend.Device;
import dev.trine.kernels.Grid;
import dev.trine.kernels.Launch;
import dev.trine.kernels.LaunchArgument;
import dev.trine.kernels.NativeObjects;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_kernel;

/** A kernel object of its own, whose arguments stay set, with the size of its launch. */
final class OpenClLaunch extends NativeObjects.NativeObject implements Launch {
  private static final int DIMENSIONS = 3;

  private final Device device;
  private final cl_command_queue queue;
  private final String name;
  private final cl_kernel kernel;
  private final long[] global;
  private final long[] local;
  private final OpenClMemory[] memories;

  private OpenClLaunch(
      NativeObjects registry,
      Device device,
      cl_command_queue queue,
      String name,
      cl_kernel kernel,
      Grid grid,
      List<LaunchArgument> arguments) {
    super(registry);
    this.device = device;
    this.queue = queue;
    this.name = name;
    this.kernel = kernel;
    this.local = new long[] {grid.lanesX(), grid.lanesY(), grid.lanesZ()};
    this.global =
        new long[] {
          (long) grid.groupsX() * grid.lanesX(),
          (long) grid.groupsY() * grid.lanesY(),
          (long) grid.groupsZ() * grid.lanesZ()
        };
    List<OpenClMemory> used = new ArrayList<>();
    for (LaunchArgument argument : arguments) {
      if (argument instanceof LaunchArgument.Memory memory) {
        used.add((OpenClMemory) memory.memory());
      }
    }
    this.memories = used.toArray(OpenClMemory[]::new);
  }

  static OpenClLaunch prepare(
      NativeObjects registry,
      Device device,
      cl_command_queue queue,
      OpenClKernel kernel,
      Grid grid,
      List<LaunchArgument> arguments) {
    if (grid.lanes() > kernel.maxLanes()) {
      throw new IllegalArgumentException(
          "Kernel '%s' runs with at most %s lanes a group on %s, not %s"
              .formatted(kernel.name(), kernel.maxLanes(), device, grid.lanes()));
    }
    int given = 0;
    for (LaunchArgument argument : arguments) {
      given += argument instanceof LaunchArgument.Memory ? 2 : 1;
    }
    if (given != kernel.parameters()) {
      throw new IllegalArgumentException(
          "Kernel '%s' takes %s arguments, counting memory twice, but got %s"
              .formatted(kernel.name(), kernel.parameters(), given));
    }
    cl_kernel object = create(device, kernel);
    try {
      int index = 0;
      for (LaunchArgument argument : arguments) {
        index = set(object, kernel.name(), index, argument);
      }
      return new OpenClLaunch(registry, device, queue, kernel.name(), object, grid, arguments);
    } catch (RuntimeException failure) {
      CL.clReleaseKernel(object);
      throw failure;
    }
  }

  private static cl_kernel create(Device device, OpenClKernel kernel) {
    try {
      return CL.clCreateKernel(kernel.program(), kernel.name(), null);
    } catch (CLException failure) {
      throw Errors.translate(device, "preparing kernel '" + kernel.name() + "'", failure);
    }
  }

  /** Sets one argument; returns the index of the next. */
  private static int set(cl_kernel kernel, String name, int index, LaunchArgument argument) {
    try {
      if (argument instanceof LaunchArgument.Memory memory) {
        Pointer object = Pointer.to(((OpenClMemory) memory.memory()).object());
        CL.clSetKernelArg(kernel, index, Sizeof.cl_mem, object);
        Pointer offset = Pointer.to(new long[] {memory.offset()});
        CL.clSetKernelArg(kernel, index + 1, Sizeof.cl_long, offset);
        return index + 2;
      }
      if (argument instanceof LaunchArgument.Int number) {
        CL.clSetKernelArg(kernel, index, Sizeof.cl_int, Pointer.to(new int[] {number.value()}));
      } else if (argument instanceof LaunchArgument.Long number) {
        CL.clSetKernelArg(kernel, index, Sizeof.cl_long, Pointer.to(new long[] {number.value()}));
      } else if (argument instanceof LaunchArgument.Float number) {
        CL.clSetKernelArg(kernel, index, Sizeof.cl_float, Pointer.to(new float[] {number.value()}));
      }
      return index + 1;
    } catch (CLException failure) {
      throw new IllegalArgumentException(
          "Kernel '%s' does not take %s as its argument %s: %s"
              .formatted(name, argument, index, failure.getMessage()),
          failure);
    }
  }

  @Override
  public void enqueue() {
    enqueue(queue, null);
  }

  /**
   * Enqueues it elsewhere.
   *
   * @param done becomes the event at its end; may be null
   */
  void enqueue(cl_command_queue elsewhere, cl_event done) {
    checkOpen(name);
    for (OpenClMemory memory : memories) {
      memory.checkOpen("Device memory of a launch");
    }
    try {
      CL.clEnqueueNDRangeKernel(elsewhere, kernel, DIMENSIONS, null, global, local, 0, null, done);
    } catch (CLException failure) {
      throw Errors.translate(device, "enqueuing kernel '" + name + "'", failure);
    }
  }

  @Override
  protected void release() {
    CL.clReleaseKernel(kernel);
  }
}
