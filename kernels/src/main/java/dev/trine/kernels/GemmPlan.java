package dev.trine.kernels;

import dev.trine.backend.op.Matmul;
import java.util.List;

/**
 * Which variant computes a product, and into how many slices its terms are split. A product of few
 * tiles and many terms (the gradient of a small weight matrix over a large batch) would leave most
 * of a device idle; its slices are computed side by side and added up in a second pass.
 *
 * @param slices how many slices the terms are split into; 1 for none
 * @param slice the terms of each but the last, a multiple of {@link #SLICE_UNIT} if there are more
 */
record GemmPlan(GemmVariant variant, int slices, int slice) {
  /** Keeps slices aligned and panels full. */
  static final int SLICE_UNIT = 16;

  /** As many as a device is ever worth. */
  static final int MOST_SLICES = 256;

  /** Fewer terms than this are not worth a group's start. */
  private static final int SHORTEST_SLICE = 64;

  /** Fused multiply-adds of a compute unit in a clock: as of NVIDIA's since 2018. */
  private static final double FMAS_PER_CLOCK = 128;

  /** Clocks between the request for a panel and its use. */
  private static final double PANEL_LATENCY = 600;

  /** Clocks that the second pass takes to start. */
  private static final double PASS_LATENCY = 4000;

  /** Bytes of global memory in a clock and compute unit. */
  private static final double BYTES_PER_CLOCK = 12;

  /**
   * The plan that should take the fewest clocks.
   *
   * @param units the device's compute units
   * @param eligible the variants that it can run, at least one
   * @param mostSlices into how many slices the terms may be split, at least 1
   */
  static GemmPlan of(Matmul spec, int units, List<GemmVariant> eligible, int mostSlices) {
    GemmPlan best = null;
    double bestClocks = Double.POSITIVE_INFINITY;
    for (GemmVariant variant : eligible) {
      for (int wanted = 1; wanted <= mostSlices; wanted *= 2) {
        GemmPlan plan = inSlices(variant, wanted, (int) spec.k());
        boolean fits =
            plan.slice >= SHORTEST_SLICE && scratchElements(plan, spec) <= Integer.MAX_VALUE;
        if (wanted > 1 && !fits) {
          break;
        }
        double clocks = plan.clocks(spec, units);
        if (clocks < bestClocks) {
          best = plan;
          bestClocks = clocks;
        }
      }
    }
    return best;
  }

  /** The plan of one variant, of at most so many slices. */
  static GemmPlan inSlices(GemmVariant variant, int most, int k) {
    if (most == 1 || k == 0) {
      return new GemmPlan(variant, 1, Math.max(1, k));
    }
    int slice = (int) (ceilDiv(ceilDiv(k, most), SLICE_UNIT) * SLICE_UNIT);
    return new GemmPlan(variant, (int) ceilDiv(k, slice), slice);
  }

  /** Elements of scratch that the slices take. */
  long scratchElements(Matmul spec) {
    return slices == 1 ? 0 : scratchElements(this, spec);
  }

  /** Tiles along the rows and the columns of one product. */
  long tiles(Matmul spec) {
    return ceilDiv(spec.m(), variant.tile()) * ceilDiv(spec.n(), variant.tile());
  }

  private double clocks(Matmul spec, int units) {
    double groups = (double) tiles(spec) * spec.batch() * slices;
    double area = (double) variant.tile() * variant.tile();
    double arithmetic =
        Math.ceil(groups / units) * area * slice / (variant.efficiency() * FMAS_PER_CLOCK);
    double waiting =
        Math.ceil(groups / ((double) units * variant.resident()))
            * ceilDiv(slice, variant.depth())
            * PANEL_LATENCY;
    double combining =
        slices == 1
            ? 0
            : PASS_LATENCY + 2.0 * Float.BYTES * scratchElements(spec) / (units * BYTES_PER_CLOCK);
    return Math.max(arithmetic, waiting) + combining;
  }

  private static long scratchElements(GemmPlan plan, Matmul spec) {
    return spec.batch() * plan.slices * spec.m() * spec.n();
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
