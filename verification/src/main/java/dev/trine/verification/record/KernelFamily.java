package dev.trine.verification.record;

import dev.trine.backend.Backend;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.kernels.DeviceKernel;
import dev.trine.kernels.OperandFormat;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Which kernels a case of the catalogue runs. */
public final class KernelFamily {
  /** Kernels that are generated: what generates them is hashed with every family. */
  public static final String GENERATED = "map";

  private KernelFamily() {}

  /**
   * The module of a case's kernels. Ops are called as their kernels are; but products and
   * convolutions are computed by what the device has for them, and rows by generated kernels and
   * that which combines blocks.
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
    OperandFormat operands = OperandFormat.F32;
    String name = opCase.op();
    if (name.equals("matmul")) {
      operands = operands(backend, opCase);
      name = product(backend, operands);
    } else if (name.startsWith("convolve")) {
      operands = operands(backend, opCase);
      name =
          isDepthwise(opCase)
              ? DeviceKernel.DEPTHWISE.base()
              : backend.variants().convolutions().get(0).name();
    }
    return kernel(name, opCase).of(operands).module();
  }

  /** The last way to multiply such operands: one with tensor cores, where there are any. */
  private static String product(Backend backend, OperandFormat operands) {
    List<String> names =
        backend.variants().products().stream()
            .map(way -> way.name().replace(" in 2 slices", ""))
            .toList();
    return names.stream()
        .filter(name -> DeviceKernel.find(name, operands).isPresent())
        .reduce((one, next) -> next)
        .orElse(names.get(0));
  }

  /** What the first argument is taken for, which is an operand. */
  private static OperandFormat operands(Backend backend, OpCase opCase) {
    return OperandFormat.of(backend.precision(), opCase.arguments().get(0).type());
  }

  /** Groups of one channel and one filter each have kernels of their own. */
  private static boolean isDepthwise(OpCase opCase) {
    long channels = shape(opCase, "images").dimension(3);
    Shape filters = shape(opCase, "filters");
    return !opCase.name().contains(" by convolve")
        && filters.dimension(2) == 1
        && filters.dimension(3) == channels;
  }

  private static Shape shape(OpCase opCase, String tensor) {
    return opCase.arguments().stream()
        .filter(argument -> argument.name().equals(tensor))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  private static DeviceKernel kernel(String name, OpCase opCase) {
    return Arrays.stream(DeviceKernel.values())
        .filter(kernel -> kernel.base().replace("_", "").equalsIgnoreCase(name.replace("_", "")))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no kernel is called %s, as the op of \"%s\"; name its family here"
                        .formatted(name, opCase)));
  }
}
