package dev.trine.verification.record;

import dev.trine.backend.Backend;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.kernels.DeviceKernel;
import java.util.Arrays;

/** Which kernels a case of the catalogue runs. */
public final class KernelFamily {
  /** Kernels that are generated: what generates them is hashed with every family. */
  public static final String GENERATED = "map";

  private KernelFamily() {}

  /**
   * The module of a case's kernels. Ops are called as their kernels are; but products are computed
   * by what the device has for them, and rows by generated kernels and that which combines blocks.
   *
   * @param backend one of device kernels
   * @throws IllegalArgumentException if no kernel is called as the op
   */
  public static String of(Backend backend, OpCase opCase) {
    if (opCase.op().equals(GENERATED) || opCase.op().equals("update")) {
      return GENERATED;
    }
    if (opCase.op().equals("rows")) {
      return DeviceKernel.COMBINE_BLOCKS.module();
    }
    String name =
        opCase.op().equals("matmul") ? backend.variants().products().get(0).name() : opCase.op();
    return Arrays.stream(DeviceKernel.values())
        .filter(kernel -> kernel.entry().replace("_", "").equalsIgnoreCase(name.replace("_", "")))
        .map(DeviceKernel::module)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no kernel is called %s, as the op of \"%s\"; name its family here"
                        .formatted(name, opCase)));
  }
}
