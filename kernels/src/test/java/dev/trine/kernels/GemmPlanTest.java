package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Matmul;
import java.util.List;
import org.junit.jupiter.api.Test;

class GemmPlanTest {
  private static final int UNITS = 80;
  private static final int MOST = GemmPlan.MOST_SLICES;
  private static final List<GemmVariant> ALL =
      List.of(GemmVariant.LARGE, GemmVariant.MEDIUM, GemmVariant.SMALL);

  private static GemmPlan plan(long batch, long m, long n, long k) {
    return GemmPlan.of(Matmul.batched(batch, m, n, k, false, false), UNITS, ALL, MOST);
  }

  @Test
  void largeProductsTakeTheLargeTileWhole() {
    GemmPlan plan = plan(1, 4096, 4096, 4096);
    assertEquals(GemmVariant.LARGE, plan.variant());
    assertEquals(1, plan.slices());
  }

  @Test
  void weightGradientsOfSmallLayersAreSplit() {
    Matmul spec = Matmul.of(512, 10, 8192, true, false);
    GemmPlan plan = GemmPlan.of(spec, UNITS, ALL, MOST);
    assertTrue(plan.slices() > 1, plan.toString());
    assertTrue(plan.tiles(spec) * plan.slices() >= UNITS, plan.toString());
  }

  @Test
  void noneIsSplitThatMayNotBe() {
    Matmul spec = Matmul.of(512, 10, 8192, true, false);
    GemmPlan plan = GemmPlan.of(spec, UNITS, ALL, 1);
    assertEquals(1, plan.slices());
    assertEquals(0, plan.scratchElements(spec));
  }

  @Test
  void slicesCoverTheTermsWithoutAnEmptyOne() {
    for (int k : new int[] {127, 1000, 8192, 8193, 65_537, 1_000_003}) {
      GemmPlan plan = plan(1, 64, 10, k);
      assertTrue((long) plan.slices() * plan.slice() >= k, plan + " of " + k);
      assertTrue((plan.slices() - 1L) * plan.slice() < k, plan + " of " + k);
      assertTrue(plan.slices() == 1 || plan.slice() % GemmPlan.SLICE_UNIT == 0, plan.toString());
    }
  }

  @Test
  void manySmallProductsAreNotSplit() {
    assertEquals(1, plan(10_000, 16, 16, 256).slices());
  }

  @Test
  void anEmptySumHasAPlan() {
    assertEquals(1, plan(1, 3, 4, 0).slices());
  }

  @Test
  void onlyEligibleVariantsAreChosen() {
    Matmul spec = Matmul.of(4096, 4096, 4096, false, false);
    assertEquals(
        GemmVariant.SMALL, GemmPlan.of(spec, UNITS, List.of(GemmVariant.SMALL), MOST).variant());
  }

  @Test
  void scratchHoldsAllSlices() {
    Matmul spec = Matmul.of(512, 10, 8192, true, false);
    GemmPlan plan = GemmPlan.of(spec, UNITS, ALL, MOST);
    assertEquals(512L * 10 * plan.slices(), plan.scratchElements(spec));
    assertEquals(0, plan(1, 4096, 4096, 64).scratchElements(spec));
  }

  @Test
  void aVariantTakesAnyNumberOfTermsInSlices() {
    for (int k : new int[] {0, 1, 16, 17, 44, 8193}) {
      GemmPlan plan = GemmPlan.inSlices(GemmVariant.SMALL, 2, k);
      assertEquals(k > GemmPlan.SLICE_UNIT ? 2 : 1, plan.slices(), plan + " of " + k);
      assertTrue(plan.slices() * plan.slice() >= k, plan + " of " + k);
      assertTrue((plan.slices() - 1) * plan.slice() < Math.max(1, k), plan + " of " + k);
    }
  }
}
