package dev.trine.opencl;

import dev.trine.TrineException;
import dev.trine.backend.Device;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.internal.Resources;
import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.DeviceRuntime;
import dev.trine.kernels.Grid;
import dev.trine.kernels.Kernel;
import dev.trine.kernels.KernelForm;
import dev.trine.kernels.KernelSource;
import dev.trine.kernels.Launch;
import dev.trine.kernels.LaunchArgument;
import dev.trine.kernels.Limits;
import dev.trine.kernels.MapSchedule;
import dev.trine.kernels.NativeObjects;
import dev.trine.kernels.OpenClRenderer;
import dev.trine.tensor.DType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;

/** One OpenCL device with a context and two in-order queues of its own. */
final class OpenClRuntime implements DeviceRuntime {
  private final OpenClDevice target;
  private final cl_context context;
  private final Queues queues;
  private final NativeObjects resources = new NativeObjects();
  private final Programs programs;
  private final Map<String, Kernel> generated = new HashMap<>();
  private final Transfers transfers;
  private boolean closed;

  private OpenClRuntime(
      OpenClDevice target,
      cl_context context,
      Queues queues,
      UnaryOperator<String> sources,
      Path cache) {
    this.target = target;
    this.context = context;
    this.queues = queues;
    this.programs = new Programs(target, context, sources, cache);
    this.transfers = new Transfers(target, queues);
  }

  /**
   * @param sources gives a module's source text
   * @param cache the folder of compiled programs
   */
  static OpenClRuntime open(OpenClDevice target, UnaryOperator<String> sources, Path cache) {
    cl_context context = null;
    try {
      cl_context_properties properties = new cl_context_properties();
      properties.addProperty(CL.CL_CONTEXT_PLATFORM, target.platform().id());
      cl_device_id[] devices = {target.id()};
      context = CL.clCreateContext(properties, 1, devices, null, null, null);
      return new OpenClRuntime(target, context, new Queues(target, context), sources, cache);
    } catch (CLException failure) {
      if (context != null) {
        CL.clReleaseContext(context);
      }
      throw Errors.translate(target.device(), "opening it", failure);
    }
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
  public DeviceMemory allocate(long bytes) {
    checkOpen();
    try {
      // OpenCL has no empty buffers.
      long size = Math.max(1, bytes);
      return new OpenClMemory(
          resources, CL.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, size, null, null), bytes);
    } catch (CLException failure) {
      if (Errors.isOutOfMemory(failure)) {
        return null;
      }
      throw Errors.translate(device(), "allocating %s bytes".formatted(bytes), failure);
    }
  }

  @Override
  public HostBuffer allocateHost(DType type, long elements) {
    checkOpen();
    return new OpenClHostBuffer(resources, target.onHost(), context, queues, type, elements);
  }

  @Override
  public Kernel kernel(String module, String entry) {
    checkOpen();
    return programs.kernel(module, entry);
  }

  @Override
  public Kernel generate(KernelForm form) {
    checkOpen();
    return generated.computeIfAbsent(form.key(), key -> compile(form));
  }

  private Kernel compile(KernelForm form) {
    KernelSource source = OpenClRenderer.render(form, MapSchedule.of(device().kind()));
    try {
      return programs.kernel(source, source.module());
    } catch (TrineException failure) {
      throw new TrineException(
          "%s%nIt computes, for %s".formatted(failure.getMessage(), form.key()), failure);
    }
  }

  @Override
  public Launch prepare(Kernel kernel, Grid grid, List<LaunchArgument> arguments) {
    checkOpen();
    return OpenClLaunch.prepare(
        resources, device(), queues.work(), (OpenClKernel) kernel, grid, arguments);
  }

  @Override
  public Recording record(List<Launch> launches) {
    checkOpen();
    return new OpenClRecording(target, context, queues.work(), launches);
  }

  @Override
  public Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes) {
    checkOpen();
    return transfers.upload((OpenClHostBuffer) from, (OpenClMemory) to, offset, bytes);
  }

  @Override
  public Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes, Ticket after) {
    checkOpen();
    return transfers.uploadBeside((OpenClHostBuffer) from, (OpenClMemory) to, offset, bytes, after);
  }

  @Override
  public boolean overlapsTransfers() {
    return !target.onHost();
  }

  @Override
  public Ticket mark() {
    checkOpen();
    return transfers.mark();
  }

  @Override
  public void await(Ticket ticket) {
    checkOpen();
    transfers.await(ticket);
  }

  @Override
  public Ticket download(DeviceMemory from, long offset, HostBuffer to, long bytes) {
    checkOpen();
    return transfers.download((OpenClMemory) from, offset, (OpenClHostBuffer) to, bytes);
  }

  @Override
  public void synchronize() {
    checkOpen();
    transfers.finish();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    // The last first, each whether or not the device still answers.
    try (Resources all = new Resources()) {
      all.add(() -> CL.clReleaseContext(context));
      all.add(queues);
      all.add(programs);
      // Host memory that is given back is unmapped by the queue.
      all.add(queues::finish);
      all.add(resources);
      all.add(transfers::finish);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(device() + " is closed");
    }
  }
}
