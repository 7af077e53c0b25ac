package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Result;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.kernels.DeviceBackend;
import dev.trine.kernels.DeviceKernel;
import dev.trine.kernels.OperandFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The catalogue on other PTX than the shipped one, interpreted. */
final class PtxTrial {
  private PtxTrial() {}

  /**
   * The first case of a kernel's op that fails; none is tried after it.
   *
   * @param ptx of the kernel's module; it must load
   */
  static Optional<Result> firstFailure(DeviceKernel kernel, Ptx ptx) {
    new Execution("ptx", "random:1", "eager").choose();
    Opening opening = Opening.of(kernel);
    opening.choose();
    // Starts the driver.
    new CudaProvider().candidates(true);
    CudaRuntime runtime =
        CudaRuntime.open(
            CudaDevice.describe(0),
            module -> module.equals(ptx.module()) ? ptx : Ptx.load(module),
            Ptx::render);
    try (Backend backend = DeviceBackend.of(runtime, opening.options())) {
      runtime.kernel(kernel.module(), kernel.entry());
      return Conformance.cases(backend, Tier.NORMAL).stream()
          .filter(opCase -> isFor(kernel, opCase))
          .map(opCase -> Conformance.check(backend, opCase))
          .filter(result -> !result.passed())
          .findFirst();
    } finally {
      CudaSimulator.recover();
    }
  }

  private static boolean isFor(DeviceKernel kernel, OpCase opCase) {
    boolean isProduct = opCase.op().equals("matmul") || opCase.op().startsWith("convolve");
    boolean ofBfloats = isProduct && opCase.name().startsWith("BF16 ");
    return ofBfloats == (kernel.operands() == OperandFormat.BF16)
        && isForOneOf(DeviceKernel.find(kernel.base(), OperandFormat.F32).orElse(kernel), opCase);
  }

  /** Products and convolutions count where they are by that kernel alone, of any operands. */
  private static boolean isForOneOf(DeviceKernel kernel, OpCase opCase) {
    return switch (kernel) {
      case GEMM_128,
              GEMM_64,
              GEMM_32,
              GEMM_MMA_128_BF16,
              GEMM_MMA_64_BF16,
              GEMM_MMA_128_TF32,
              GEMM_MMA_64_TF32 ->
          opCase.name().endsWith(" by " + kernel.base());
      case CONVOLVE_128, CONVOLVE_64, CONVOLVE_32 ->
          opCase.name().endsWith(" by " + kernel.entry()) && !opCase.op().equals("convolveFilters");
      case CONVOLVE_FILTERS_64, CONVOLVE_FILTERS_32 ->
          opCase.name().endsWith(" by " + kernel.entry().replace("_filters", ""))
              && opCase.op().equals("convolveFilters");
      case DEPTHWISE -> opCase.toString().matches("convolve(Images)? .*depthwise(, uneven)?");
      case DEPTHWISE_FILTERS -> opCase.toString().matches("convolveFilters .*depthwise(, uneven)?");
      // And in as many slices as the longest sums are cut into.
      case GEMM_COMBINE -> opCase.name().matches(".* in 2 slices|13x7x8192.*");
      // By lanes that take one block each, and by ones that take several.
      case COMBINE_BLOCKS -> opCase.name().matches("sum, .* of 1 rows of (1025|100003)");
      case RANK_INDICES, FIND_ROWS, SCATTER_ADD ->
          opCase.name().startsWith("50 updates to [6, 13]");
      // By one digit and by several.
      case COUNT_DIGITS, SORT_DIGIT ->
          opCase.name().matches("513 updates to \\[64, 1\\]|600 updates to \\[300, 1\\]");
      // To few rows, each of which has several runs.
      case ADD_RUNS -> opCase.name().equals("2046 updates to [6, 4], most equal");
      default -> opCase.op().equals(camelCase(kernel.entry()));
    };
  }

  private static String camelCase(String name) {
    String[] words = name.split("_");
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }
}
