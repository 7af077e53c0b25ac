package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GemmVariantTest {
  @ParameterizedTest
  @EnumSource(GemmVariant.class)
  void numbersAreThoseOfTheSource(GemmVariant variant) {
    String expected =
        "#define TILE %d\n#define REACH %d\nKERNEL(%d, 1, 1) void %s("
            .formatted(
                variant.tile(),
                variant.reach(),
                variant.kernel().lanes(),
                variant.kernel().entry());
    assertTrue(KernelSource.load("gemm").text().contains(expected), expected);
  }

  @ParameterizedTest
  @EnumSource(GemmVariant.class)
  void lanesCoverTheTileInBlocksOfFourByEight(GemmVariant variant) {
    int side = variant.tile() / variant.reach();
    assertEquals(variant.kernel().lanes(), side * side);
    assertEquals(0, side % 8);
    assertEquals(0, variant.reach() % 4);
  }

  @ParameterizedTest
  @EnumSource(GemmVariant.class)
  void slicesFillPanels(GemmVariant variant) {
    assertEquals(0, GemmPlan.SLICE_UNIT % variant.depth());
    assertEquals(variant.kernel().lanes() * 4, variant.tile() * variant.depth());
  }

  @Test
  void localMemoryOfEach() {
    assertEquals(16_896, GemmVariant.LARGE.localBytes());
    assertEquals(17_408, GemmVariant.MEDIUM.localBytes());
    assertEquals(4_608, GemmVariant.SMALL.localBytes());
  }

  /** What every OpenCL device is expected to have. */
  @Test
  void theSmallOneFitsEverywhere() {
    assertTrue(GemmVariant.SMALL.kernel().lanes() <= 64);
    assertTrue(GemmVariant.SMALL.localBytes() <= 8 * 1024);
  }

  @ParameterizedTest
  @EnumSource(DeviceKernel.class)
  void allOtherKernelsFitEverywhere(DeviceKernel kernel) {
    Set<DeviceKernel> variants = EnumSet.noneOf(DeviceKernel.class);
    for (OperandFormat operands : OperandFormat.values()) {
      Stream.of(
              Arrays.stream(GemmVariant.values()).map(GemmVariant::kernel),
              TiledConvolver.PRODUCTS.values().stream(),
              TiledConvolver.GRADIENTS.values().stream())
          .flatMap(kernels -> kernels)
          .forEach(variant -> variants.add(variant.of(operands)));
    }
    assertTrue(variants.contains(kernel) || kernel.lanes() <= 64, kernel.entry());
  }
}
