package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;

import dev.trine.kernels.Grid;
import dev.trine.kernels.Launch;
import dev.trine.kernels.LaunchArgument;
import dev.trine.kernels.NativeObjects;
import java.util.ArrayList;
import java.util.List;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;

/** A kernel with the size of its launch and its parameters in native memory. */
final class CudaLaunch extends NativeObjects.NativeObject implements Launch {
  private final CudaStream stream;
  private final CudaKernel kernel;
  private final String label;
  private final Grid grid;
  private final Pointer parameters;
  private final CudaMemory[] memories;

  private CudaLaunch(
      NativeObjects registry,
      CudaStream stream,
      CudaKernel kernel,
      Grid grid,
      Pointer parameters,
      CudaMemory[] memories) {
    super(registry);
    this.stream = stream;
    this.kernel = kernel;
    this.label = "kernel '" + kernel.name() + "'";
    this.grid = grid;
    this.parameters = parameters;
    this.memories = memories;
  }

  static CudaLaunch prepare(
      NativeObjects registry,
      CudaStream stream,
      CudaKernel kernel,
      Grid grid,
      List<LaunchArgument> arguments) {
    if (grid.lanes() > kernel.maxLanes()) {
      throw new IllegalArgumentException(
          "Kernel '%s' runs with at most %s lanes a group on %s, not %s"
              .formatted(
                  kernel.name(), kernel.maxLanes(), stream.context().device(), grid.lanes()));
    }
    kernel.check(arguments);
    List<CudaMemory> used = new ArrayList<>();
    for (LaunchArgument argument : arguments) {
      if (argument instanceof LaunchArgument.Memory memory) {
        used.add((CudaMemory) memory.memory());
      }
    }
    Pointer parameters = ParameterBlock.of(arguments);
    CudaMemory[] memories = used.toArray(CudaMemory[]::new);
    return new CudaLaunch(registry, stream, kernel, grid, parameters, memories);
  }

  String label() {
    return label;
  }

  @Override
  public void enqueue() {
    stream.context().enter();
    int code = launch();
    if (code != CUDA_SUCCESS) {
      throw stream.context().failure(code, "enqueuing " + label);
    }
    stream.context().enqueued(label);
  }

  /** Enqueues it, or captures it where the stream is being captured; gives the driver's result. */
  int launch() {
    checkOpen(label);
    for (CudaMemory memory : memories) {
      memory.checkOpen("Device memory of a launch");
    }
    return JCudaDriver.cuLaunchKernel(
        kernel.function(),
        grid.groupsX(),
        grid.groupsY(),
        grid.groupsZ(),
        grid.lanesX(),
        grid.lanesY(),
        grid.lanesZ(),
        0,
        stream.handle(),
        parameters,
        null);
  }

  @Override
  protected void release() {
    // The parameters' memory is Java's, and the driver has copied them.
  }
}
