package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_ERROR_OUT_OF_MEMORY;

import dev.trine.backend.Device;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.cuda.ptx.PtxRenderer;
import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.DeviceRuntime;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.Grid;
import dev.trine.kernels.Kernel;
import dev.trine.kernels.KernelForm;
import dev.trine.kernels.Launch;
import dev.trine.kernels.LaunchArgument;
import dev.trine.kernels.Limits;
import dev.trine.kernels.NativeObjects;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.function.Function;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** One NVIDIA GPU with two streams of its own. */
final class CudaRuntime implements DeviceRuntime {
  private final CudaDevice target;
  private final CudaStreams streams;
  private final NativeObjects resources = new NativeObjects();
  private final Modules modules;
  private final Recorder recorder;
  private final Transfers transfers;
  private boolean closed;

  private CudaRuntime(CudaDevice target, CudaStreams streams, Modules modules) {
    this.target = target;
    this.streams = streams;
    this.modules = modules;
    this.recorder = new Recorder(resources, streams.work());
    this.transfers = new Transfers(streams);
  }

  static CudaRuntime open(CudaDevice target) {
    return open(target, Ptx::load, Ptx::render);
  }

  /**
   * @param shipped gives a module's PTX
   * @param generated gives a form's PTX
   */
  static CudaRuntime open(
      CudaDevice target, Function<String, Ptx> shipped, Function<KernelForm, Ptx> generated) {
    CudaStreams streams = new CudaStreams(target);
    Modules modules = new Modules(streams.context(), shipped, generated);
    return new CudaRuntime(target, streams, modules);
  }

  @Override
  public Device device() {
    return target.device();
  }

  @Override
  public Limits limits() {
    return target.limits();
  }

  @Override
  public boolean hasTensorCores() {
    return target.hasTensorCores();
  }

  @Override
  public DeviceMemory allocate(long bytes) {
    enter();
    CUdeviceptr pointer = new CUdeviceptr();
    // CUDA has no empty allocations.
    int code = JCudaDriver.cuMemAlloc(pointer, Math.max(1, bytes));
    if (code == CUDA_ERROR_OUT_OF_MEMORY) {
      return null;
    }
    streams.context().check(code, "allocating %s bytes".formatted(bytes));
    return new CudaMemory(resources, streams, pointer, bytes);
  }

  @Override
  public HostBuffer allocateHost(DType type, long elements) {
    enter();
    return new CudaHostBuffer(resources, streams, type, elements);
  }

  @Override
  public Kernel kernel(String module, String entry) {
    enter();
    return modules.kernel(module, entry);
  }

  @Override
  public Kernel generate(KernelForm form) {
    enter();
    return modules.kernel(form);
  }

  @Override
  public int blocksPerGroup(Direction direction, long length) {
    return PtxRenderer.blocksPerGroup(direction);
  }

  @Override
  public Launch prepare(Kernel kernel, Grid grid, List<LaunchArgument> arguments) {
    enter();
    return CudaLaunch.prepare(resources, streams.work(), (CudaKernel) kernel, grid, arguments);
  }

  @Override
  public Recording record(List<Launch> launches) {
    enter();
    return recorder.record(launches.stream().map(CudaLaunch.class::cast).toList());
  }

  @Override
  public Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes) {
    enter();
    return transfers.upload((CudaHostBuffer) from, (CudaMemory) to, offset, bytes);
  }

  @Override
  public Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes, Ticket after) {
    enter();
    return transfers.uploadBeside((CudaHostBuffer) from, (CudaMemory) to, offset, bytes, after);
  }

  @Override
  public boolean overlapsTransfers() {
    return true;
  }

  @Override
  public Ticket mark() {
    enter();
    return transfers.mark();
  }

  @Override
  public void await(Ticket ticket) {
    enter();
    transfers.await(ticket);
  }

  @Override
  public Ticket download(DeviceMemory from, long offset, HostBuffer to, long bytes) {
    enter();
    return transfers.download((CudaMemory) from, offset, (CudaHostBuffer) to, bytes);
  }

  @Override
  public void synchronize() {
    enter();
    transfers.finish();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      // Whoever was told of a fault already need not hear of it again.
      if (!streams.context().isLost()) {
        transfers.finish();
      }
    } finally {
      streams.settle();
      resources.close();
      transfers.close();
      modules.close();
      streams.close();
    }
  }

  private void enter() {
    if (closed) {
      throw new IllegalStateException(device() + " is closed");
    }
    streams.context().enter();
  }
}
