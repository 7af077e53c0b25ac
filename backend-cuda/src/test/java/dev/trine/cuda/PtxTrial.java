package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.Result;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.kernels.DeviceBackend;
import dev.trine.kernels.DeviceKernel;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The catalogue on other PTX than the shipped one, interpreted. */
final class PtxTrial {
  private PtxTrial() {}

  /**
   * The first case that fails; none is tried after it.
   *
   * @param ptx gives a module's PTX
   * @param tried the cases to try
   */
  static Optional<Result> firstFailure(Function<String, Ptx> ptx, Predicate<OpCase> tried) {
    new Execution("ptx", "random:1", "eager").choose();
    // Starts the driver.
    new CudaProvider().candidates(true);
    try (Backend backend = open(ptx)) {
      return Conformance.cases(backend, Tier.NORMAL).stream()
          .filter(tried)
          .map(opCase -> Conformance.check(backend, opCase))
          .filter(result -> !result.passed())
          .findFirst();
    } finally {
      CudaSimulator.recover();
    }
  }

  /** The cases of the op that a kernel is for; those of products, by that kernel alone. */
  static Predicate<OpCase> casesOf(DeviceKernel kernel) {
    return switch (kernel) {
      case GEMM_128, GEMM_64, GEMM_32 -> opCase -> opCase.name().endsWith(" by " + kernel.entry());
      // And in as many as the longest sums are cut into.
      case GEMM_COMBINE -> opCase -> opCase.name().matches(".* in 2 slices|13x7x8192.*");
      default -> opCase -> opCase.op().equals(camelCase(kernel.entry()));
    };
  }

  private static Backend open(Function<String, Ptx> ptx) {
    CudaRuntime runtime = CudaRuntime.open(CudaDevice.describe(0), ptx);
    return new DeviceBackend(runtime, BackendOptions.defaults());
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
