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

  /** Clocks between the request for a panel and its use. */
  private static final double PANEL_LATENCY = 600;

  /**
   * How much longer a group takes with none beside it, whose work would fill the clocks in which it
   * waits. An estimate.
   */
  private static final double ALONE = 1.15;

  /** Clocks that the second pass takes to start. */
  private static final double PASS_LATENCY = 4000;

  /**
   * Bytes of global memory in a clock and compute unit: of NVIDIA's GPUs 5 to 14, by their sheets.
   */
  private static final double BYTES_PER_CLOCK = 6;

  /**
   * The plan that should take the fewest clocks.
   *
   * @param device which it is for
   * @param eligible the variants that it can run, at least one
   * @param mostSlices into how many slices the terms may be split, at least 1
   */
  static GemmPlan of(Matmul spec, Limits device, List<GemmVariant> eligible, int mostSlices) {
    GemmPlan best = null;
    double bestClocks = Double.POSITIVE_INFINITY;
    for (GemmVariant variant : eligible) {
      for (int wanted = 1; wanted <= mostSlices; wanted++) {
        GemmPlan plan = inSlices(variant, wanted, (int) spec.k());
        boolean fits =
            plan.slice >= SHORTEST_SLICE && scratchElements(plan, spec) <= Integer.MAX_VALUE;
        if (wanted > 1 && !fits) {
          break;
        }
        double clocks = plan.clocks(spec, device);
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

  /** Of the compute unit that has the most groups, and of the second pass. */
  private double clocks(Matmul spec, Limits device) {
    long groups = ceilDiv(tiles(spec) * spec.batch() * slices, device.computeUnits());
    long fullRounds = groups / variant.resident();
    double multiplying =
        ceilDiv(slice, variant.depth())
            * (fullRounds * panelClocks(variant.resident(), device)
                + panelClocks(groups % variant.resident(), device));
    if (slices == 1) {
      return multiplying;
    }
    double bytes = 2.0 * Float.BYTES * scratchElements(spec);
    return multiplying + PASS_LATENCY + bytes / (device.computeUnits() * BYTES_PER_CLOCK);
  }

  /** For a panel of each of the groups that a compute unit runs beside each other. */
  private double panelClocks(long groups, Limits device) {
    if (groups == 0) {
      return 0;
    }
    double one =
        (double) variant.tile()
            * variant.tile()
            * variant.depth()
            / variant.fmasPerClock(device.fmasPerClock());
    return Math.max(groups * one, Math.max(ALONE * one, PANEL_LATENCY));
  }

  private static long scratchElements(GemmPlan plan, Matmul spec) {
    return spec.batch() * plan.slices * spec.m() * spec.n();
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
