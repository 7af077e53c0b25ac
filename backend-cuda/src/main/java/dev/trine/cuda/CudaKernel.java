package dev.trine.cuda;

import dev.trine.kernels.Kernel;
import dev.trine.kernels.LaunchArgument;
import java.util.List;
import java.util.stream.IntStream;
import jcuda.driver.CUfunction;

/**
 * An entry point of a loaded module.
 *
 * @param parameterBytes the size of each parameter
 */
record CudaKernel(CUfunction function, String name, int maxLanes, List<Integer> parameterBytes)
    implements Kernel {

  /** The driver takes on trust as many addresses as the kernel has parameters. */
  void check(List<LaunchArgument> arguments) {
    List<Integer> given = arguments.stream().flatMapToInt(CudaKernel::bytes).boxed().toList();
    if (!given.equals(parameterBytes)) {
      throw new IllegalArgumentException(
          "Kernel '%s' takes parameters of %s bytes, counting memory twice, but got %s"
              .formatted(name, parameterBytes, given));
    }
  }

  private static IntStream bytes(LaunchArgument argument) {
    return argument instanceof LaunchArgument.Memory
        ? IntStream.of(Long.BYTES, Long.BYTES)
        : IntStream.of(argument instanceof LaunchArgument.Long ? Long.BYTES : Integer.BYTES);
  }
}
