package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GemmVariantTest {
  static Stream<GemmVariant> byLanes() {
    return Stream.of(GemmVariant.values()).filter(variant -> variant.reach() > 0);
  }

  static Stream<GemmVariant> byWarps() {
    return Stream.of(GemmVariant.values()).filter(variant -> variant.reach() == 0);
  }

  @ParameterizedTest
  @MethodSource("byLanes")
  void numbersAreThoseOfTheSource(GemmVariant variant) {
    String expected =
        "#define TILE %d\n#define REACH %d\nRESIDENT_KERNEL(%d, %d) void %s("
            .formatted(
                variant.tile(),
                variant.reach(),
                variant.lanes(),
                variant.resident(),
                variant.base());
    assertTrue(KernelSource.load("gemm").text().contains(expected), expected);
  }

  @ParameterizedTest
  @MethodSource("byWarps")
  void numbersOfWarpsAreThoseOfTheSource(GemmVariant variant) {
    String text = KernelSource.load("gemm_mma_bf16").text();
    String expected =
        "#define TILE %d\n#define WARP_COLUMNS %d\nKERNEL(%d, 1, 1) void %s("
            .formatted(variant.tile(), variant.tile() / 2, variant.lanes(), variant.base());
    assertTrue(text.contains(expected), expected);
    assertTrue(text.contains("#define PANEL_WORDS (TILE * LINE_PITCH)\n"));
    assertTrue(text.contains("#define LINE_PITCH 20\n"));
    assertEquals(2 * 2 * variant.tile() * 20 * Integer.BYTES, variant.localBytes());
  }

  @ParameterizedTest
  @MethodSource("byLanes")
  void lanesCoverTheTileInBlocksOfFourByEight(GemmVariant variant) {
    int side = variant.tile() / variant.reach();
    assertEquals(variant.lanes(), side * side);
    assertEquals(0, side % 8);
    assertEquals(0, variant.reach() % 4);
  }

  /** 32 lanes to 32 rows and half of the columns. */
  @ParameterizedTest
  @MethodSource("byWarps")
  void warpsCoverTheTile(GemmVariant variant) {
    assertEquals(variant.lanes(), variant.tile() / 32 * 2 * 32);
  }

  @ParameterizedTest
  @MethodSource("byLanes")
  void slicesFillPanels(GemmVariant variant) {
    assertEquals(0, GemmPlan.SLICE_UNIT % variant.depth());
    assertEquals(variant.lanes() * 4, variant.tile() * variant.depth());
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
    assertTrue(GemmVariant.SMALL.lanes() <= 64);
    assertTrue(GemmVariant.SMALL.localBytes() <= 8 * 1024);
  }

  @ParameterizedTest
  @EnumSource(DeviceKernel.class)
  void allOtherKernelsFitEverywhere(DeviceKernel kernel) {
    Set<DeviceKernel> variants = EnumSet.noneOf(DeviceKernel.class);
    for (OperandFormat operands : OperandFormat.values()) {
      Stream.of(GemmVariant.values())
          .forEach(variant -> variant.kernel(operands).ifPresent(variants::add));
      Stream.of(TiledConvolver.PRODUCTS, TiledConvolver.GRADIENTS)
          .flatMap(kernels -> kernels.values().stream())
          .forEach(variant -> variants.add(variant.of(operands)));
    }
    assertTrue(variants.contains(kernel) || kernel.lanes() <= 64, kernel.entry());
  }
}
