package dev.trine.opencl;

import static org.jocl.CL.clBuildProgram;
import static org.jocl.CL.clCreateProgramWithBinary;
import static org.jocl.CL.clCreateProgramWithSource;
import static org.jocl.CL.clGetKernelInfo;
import static org.jocl.CL.clGetKernelWorkGroupInfo;
import static org.jocl.CL.clGetProgramBuildInfo;
import static org.jocl.CL.clGetProgramInfo;

import dev.trine.TrineException;
import dev.trine.backend.Device;
import dev.trine.kernels.KernelSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** Builds each module once, from the cached binary where there is one, and finds its kernels. */
final class Programs implements AutoCloseable {
  /** Several times what the slowest driver needs for the largest module. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final OpenClDevice target;
  private final cl_context context;
  private final UnaryOperator<String> sources;
  private final BinaryCache cache;
  private final BuildLock lock;
  private final String options;
  private final Map<KernelSource, cl_program> programs = new HashMap<>();
  private final Map<String, OpenClKernel> kernels = new HashMap<>();

  /**
   * @param sources gives a module's source text
   * @param cache the folder of compiled programs
   */
  Programs(OpenClDevice target, cl_context context, UnaryOperator<String> sources, Path cache) {
    this.target = target;
    this.context = context;
    this.sources = sources;
    this.cache = new BinaryCache(cache);
    this.lock = new BuildLock(cache, PATIENCE);
    this.options =
        "-cl-std=CL1.2"
            // Oclgrind stops at instructions that only LLVM's optimiser makes.
            + (target.platform().isInterpreter() ? " -cl-opt-disable" : "")
            + (target.floats().roundsDivisions() ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
  }

  OpenClKernel kernel(String module, String entry) {
    return kernels.computeIfAbsent(
        module + '/' + entry,
        key -> kernel(new KernelSource(module, sources.apply(module)), entry));
  }

  /** Of a program whose text is given. */
  OpenClKernel kernel(KernelSource source, String entry) {
    return describe(programs.computeIfAbsent(source, this::build), source.module(), entry);
  }

  @Override
  public void close() {
    programs.values().forEach(CL::clReleaseProgram);
    programs.clear();
    kernels.clear();
  }

  private OpenClKernel describe(cl_program program, String module, String entry) {
    cl_kernel kernel;
    try {
      kernel = CL.clCreateKernel(program, entry, null);
    } catch (CLException failure) {
      throw Errors.translate(
          target.device(), "looking for kernel '%s' in '%s'".formatted(entry, module), failure);
    }
    try {
      cl_device_id device = target.id();
      long lanes =
          Info.number(
              (s, v, n) ->
                  clGetKernelWorkGroupInfo(kernel, device, CL.CL_KERNEL_WORK_GROUP_SIZE, s, v, n));
      long parameters =
          Info.number((s, v, n) -> clGetKernelInfo(kernel, CL.CL_KERNEL_NUM_ARGS, s, v, n));
      return new OpenClKernel(program, entry, (int) lanes, (int) parameters);
    } finally {
      CL.clReleaseKernel(kernel);
    }
  }

  private cl_program build(KernelSource source) {
    Device device = target.device();
    String key = BinaryCache.key(source.text(), List.of(options, device.name(), device.driver()));
    return lock.holding(
        () ->
            cache
                .load(key)
                .flatMap(this::fromBinary)
                .orElseGet(() -> BuildFailure.retried(() -> fromSource(source, key))));
  }

  /** Empty where the driver does not take it any more. */
  private Optional<cl_program> fromBinary(byte[] binary) {
    cl_program program = null;
    try {
      cl_device_id[] device = {target.id()};
      long[] length = {binary.length};
      byte[][] binaries = {binary};
      program = clCreateProgramWithBinary(context, 1, device, length, binaries, null, null);
      clBuildProgram(program, 1, device, options, null, null);
      return Optional.of(program);
    } catch (CLException refused) {
      if (program != null) {
        CL.clReleaseProgram(program);
      }
      return Optional.empty();
    }
  }

  private cl_program fromSource(KernelSource source, String key) {
    cl_program program = null;
    try {
      program = clCreateProgramWithSource(context, 1, new String[] {source.text()}, null, null);
      clBuildProgram(program, 1, new cl_device_id[] {target.id()}, options, null, null);
      byte[] binary = binary(program);
      if (binary.length > 0) {
        cache.store(key, binary);
      }
      return program;
    } catch (CLException failure) {
      throw buildFailure(source.module(), program, failure);
    }
  }

  private TrineException buildFailure(String module, cl_program program, CLException failure) {
    if (program == null) {
      return Errors.translate(target.device(), "reading module '" + module + "'", failure);
    }
    String log =
        Info.text(
            (s, v, n) ->
                clGetProgramBuildInfo(program, target.id(), CL.CL_PROGRAM_BUILD_LOG, s, v, n));
    CL.clReleaseProgram(program);
    return new BuildFailure(target.device(), module, log, failure);
  }

  private static byte[] binary(cl_program program) {
    long size =
        Info.number((s, v, n) -> clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, s, v, n));
    byte[] binary = new byte[Math.toIntExact(size)];
    if (size > 0) {
      Pointer pointers = Pointer.to(Pointer.to(binary));
      clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, pointers, null);
    }
    return binary;
  }
}
