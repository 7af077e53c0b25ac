package dev.trine.cuda;

import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK;
import static jcuda.driver.CUjit_option.CU_JIT_ERROR_LOG_BUFFER;
import static jcuda.driver.CUjit_option.CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES;
import static jcuda.driver.CUresult.CUDA_SUCCESS;

import dev.trine.BackendUnavailableException;
import dev.trine.TrineException;
import dev.trine.kernels.KernelForm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import jcuda.driver.JITOptions;

/** Has the driver compile each module's PTX once, and finds its kernels. */
final class Modules implements AutoCloseable {
  private static final int LOG_BYTES = 8 << 10;

  private final CudaContext context;
  private final Function<String, Ptx> shipped;
  private final Function<KernelForm, Ptx> generated;
  private final Map<String, Loaded> modules = new HashMap<>();
  private final Map<String, CudaKernel> kernels = new HashMap<>();

  private record Loaded(CUmodule handle, Ptx ptx) {}

  /**
   * @param shipped gives a module's PTX
   * @param generated gives a form's PTX
   */
  Modules(CudaContext context, Function<String, Ptx> shipped, Function<KernelForm, Ptx> generated) {
    this.context = context;
    this.shipped = shipped;
    this.generated = generated;
  }

  /** A kernel of a module that this jar carries. */
  CudaKernel kernel(String module, String entry) {
    return kernels.computeIfAbsent(
        module + '/' + entry, key -> find(module(module, () -> shipped.apply(module)), entry));
  }

  /** The kernel that is generated for a form. */
  CudaKernel kernel(KernelForm form) {
    String key = form.key();
    return kernels.computeIfAbsent(
        key,
        absent -> {
          Loaded loaded = module(key, () -> generated.apply(form));
          return find(loaded, loaded.ptx().module());
        });
  }

  /** The module of a key, loaded at the first call. */
  private Loaded module(String key, Supplier<Ptx> ptx) {
    return modules.computeIfAbsent(key, absent -> load(ptx.get()));
  }

  @Override
  public void close() {
    modules.values().forEach(loaded -> JCudaDriver.cuModuleUnload(loaded.handle()));
    modules.clear();
    kernels.clear();
  }

  private CudaKernel find(Loaded loaded, String entry) {
    String doing = "looking for kernel '%s' in '%s'".formatted(entry, loaded.ptx().module());
    CUfunction function = new CUfunction();
    context.check(JCudaDriver.cuModuleGetFunction(function, loaded.handle(), entry), doing);
    // The question also has drivers that load kernels late load this one, which a capture forbids.
    int[] lanes = new int[1];
    int attribute = CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK;
    context.check(JCudaDriver.cuFuncGetAttribute(lanes, attribute, function), doing);
    int[] parameters = loaded.ptx().entries().get(entry);
    return new CudaKernel(function, entry, lanes[0], Arrays.stream(parameters).boxed().toList());
  }

  private Loaded load(Ptx ptx) {
    CUmodule module = new CUmodule();
    JITOptions options = new JITOptions();
    options.putBytes(CU_JIT_ERROR_LOG_BUFFER, new byte[LOG_BYTES]);
    options.putInt(CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, LOG_BYTES);
    int code = JCudaDriver.cuModuleLoadDataJIT(module, image(ptx), options);
    if (code != CUDA_SUCCESS) {
      throw refused(ptx, code, options.getString(CU_JIT_ERROR_LOG_BUFFER));
    }
    return new Loaded(module, ptx);
  }

  /** As a string of C. */
  private static Pointer image(Ptx ptx) {
    byte[] text = ptx.text().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer image = ByteBuffer.allocateDirect(text.length + 1);
    image.put(0, text);
    return Pointer.to(image);
  }

  private TrineException refused(Ptx ptx, int code, String log) {
    if (code == CUresult.CUDA_ERROR_OUT_OF_MEMORY || Errors.isLost(code)) {
      return context.failure(code, "loading the kernels '" + ptx.module() + "'");
    }
    return new BackendUnavailableException(
        "%s (%s) does not take the kernels '%s' in PTX %s: %s. %s.%s%s"
            .formatted(
                context.device(),
                context.device().driver(),
                ptx.module(),
                ptx.version(),
                Errors.describe(code),
                remedy(code),
                log == null || log.isBlank() ? "" : " Its log: " + log.strip(),
                ptx.meaning().isEmpty()
                    ? ""
                    : "%nWhat they compute:%n".formatted() + ptx.meaning()));
  }

  private static String remedy(int code) {
    return switch (code) {
      case CUresult.CUDA_ERROR_JIT_COMPILER_NOT_FOUND ->
          "Install the driver's libnvidia-ptxjitcompiler.so.1; give a container"
              + " NVIDIA_DRIVER_CAPABILITIES=compute,utility";
      case CUresult.CUDA_ERROR_JIT_COMPILATION_DISABLED -> "Unset CUDA_DISABLE_PTX_JIT";
      default -> "Install a later NVIDIA driver";
    };
  }
}
