package dev.trine.kernels;

/**
 * The tile sizes in which {@code gemm.c} is compiled. Each number here is that of its source.
 *
 * <p>The last two columns are what {@link GemmPlan} expects of a variant, not promises.
 */
enum GemmVariant {
  /** For large products: 128×128 elements a group, 8×8 a lane. */
  LARGE(DeviceKernel.GEMM_128, 128, 8, 0.85, 2),
  /** For middling ones, of which more fit beside each other: 64×64 a group, 4×4 a lane. */
  MEDIUM(DeviceKernel.GEMM_64, 64, 4, 0.65, 3),
  /** For small ones and small devices: 32×32 a group of 64 lanes, 4×4 a lane. */
  SMALL(DeviceKernel.GEMM_32, 32, 4, 0.4, 12);

  /** Floats that pad each term's line of a panel. */
  private static final int PADDING = 4;

  private final DeviceKernel kernel;
  private final int tile;
  private final int reach;
  private final double efficiency;
  private final int resident;

  GemmVariant(DeviceKernel kernel, int tile, int reach, double efficiency, int resident) {
    this.kernel = kernel;
    this.tile = tile;
    this.reach = reach;
    this.efficiency = efficiency;
    this.resident = resident;
  }

  DeviceKernel kernel() {
    return kernel;
  }

  /** Rows, and columns, of the result that a group computes. */
  int tile() {
    return tile;
  }

  /** Rows, and columns, that a lane computes. */
  int reach() {
    return reach;
  }

  /** Terms that are in local memory at a time: each lane brings four elements of either operand. */
  int depth() {
    return Quads.LENGTH * kernel.lanes() / tile;
  }

  /** Local memory of a group: two panels of either operand. */
  int localBytes() {
    return 2 * 2 * depth() * (tile + PADDING) * Float.BYTES;
  }

  /** The share of a compute unit's peak that it reaches on large products. */
  double efficiency() {
    return efficiency;
  }

  /** Groups that a compute unit runs at once. */
  int resident() {
    return resident;
  }
}
