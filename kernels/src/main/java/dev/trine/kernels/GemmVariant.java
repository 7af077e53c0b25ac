package dev.trine.kernels;

import java.util.Optional;

/**
 * The tile sizes in which {@code gemm.c} and {@code gemm_mma.h} are compiled. Each number here is
 * that of its source.
 *
 * <p>The last two columns are what {@link GemmPlan} expects of a variant, not promises.
 */
enum GemmVariant {
  /** For large products: 128×128 elements a group, 8×8 a lane. */
  LARGE(DeviceKernel.GEMM_128, 128, 8, 0.85, 2),
  /** For middling ones, of which more fit beside each other: 64×64 a group, 4×4 a lane. */
  MEDIUM(DeviceKernel.GEMM_64, 64, 4, 0.65, 3),
  /** For small ones and small devices: 32×32 a group of 64 lanes, 4×4 a lane. */
  SMALL(DeviceKernel.GEMM_32, 32, 4, 0.4, 12),
  /** By tensor cores: 128×128 elements a group, 32×64 a warp. */
  LARGE_BY_WARPS(DeviceKernel.GEMM_MMA_128_BF16, 128, 320, 2),
  /** And 64×64 a group, 32×32 a warp. */
  MEDIUM_BY_WARPS(DeviceKernel.GEMM_MMA_64_BF16, 64, 192, 4);

  /** Floats that pad each term's line of a panel. */
  private static final int PADDING = 4;

  /** Words of each line of a panel for tensor cores, padding included, and terms that it has. */
  private static final int WARP_PITCH = 20;

  private static final int WARP_TERMS = 32;

  private final DeviceKernel kernel;
  private final int tile;
  private final int reach;
  private final int depth;
  private final int panelBytes;
  private final double efficiency;
  private final int tensorFmas;
  private final int resident;

  GemmVariant(DeviceKernel kernel, int tile, int reach, double efficiency, int resident) {
    this.kernel = kernel;
    this.tile = tile;
    this.reach = reach;
    this.depth = Quads.LENGTH * kernel.lanes() / tile;
    this.panelBytes = depth * (tile + PADDING) * Float.BYTES;
    this.efficiency = efficiency;
    this.tensorFmas = 0;
    this.resident = resident;
  }

  /** By tensor cores. */
  GemmVariant(DeviceKernel kernel, int tile, int tensorFmas, int resident) {
    this.kernel = kernel;
    this.tile = tile;
    this.reach = 0;
    this.depth = WARP_TERMS;
    this.panelBytes = tile * WARP_PITCH * Integer.BYTES;
    this.efficiency = 0;
    this.tensorFmas = tensorFmas;
    this.resident = resident;
  }

  /** Its name, whatever its operands are. */
  String base() {
    return kernel.base();
  }

  /** The kernel that takes operands of a format, if there is one. */
  Optional<DeviceKernel> kernel(OperandFormat operands) {
    return DeviceKernel.find(kernel.base(), operands);
  }

  /** Lanes of a group. */
  int lanes() {
    return kernel.lanes();
  }

  /** Rows, and columns, of the result that a group computes. */
  int tile() {
    return tile;
  }

  /** Rows, and columns, that a lane computes; 0 where warps compute together. */
  int reach() {
    return reach;
  }

  /** Terms that are in local memory at a time, of TF32 by tensor cores half of these. */
  int depth() {
    return depth;
  }

  /** Local memory of a group: two panels of either operand. */
  int localBytes() {
    return 2 * 2 * panelBytes;
  }

  /**
   * Fused multiply-adds that it does on a compute unit in a clock, on large products: a share of
   * the unit's, or its own number by tensor cores.
   *
   * @param ofUnit without tensor cores
   */
  double fmasPerClock(int ofUnit) {
    return reach > 0 ? efficiency * ofUnit : tensorFmas;
  }

  /** Groups that a compute unit runs at once. */
  int resident() {
    return resident;
  }
}
