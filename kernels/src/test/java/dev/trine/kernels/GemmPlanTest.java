package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Matmul;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GemmPlanTest {
  private static final int UNITS = 80;
  private static final Limits DEVICE = new Limits(1024, 48 * 1024, UNITS, 128);
  private static final int MOST = GemmPlan.MOST_SLICES;
  private static final List<GemmVariant> ALL =
      List.of(GemmVariant.LARGE, GemmVariant.MEDIUM, GemmVariant.SMALL);

  private static GemmPlan plan(long batch, long m, long n, long k) {
    return GemmPlan.of(Matmul.batched(batch, m, n, k, false, false), DEVICE, ALL, MOST);
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
    GemmPlan plan = GemmPlan.of(spec, DEVICE, ALL, MOST);
    assertTrue(plan.slices() > 1, plan.toString());
    assertTrue(plan.tiles(spec) * plan.slices() >= UNITS, plan.toString());
  }

  @Test
  void noneIsSplitThatMayNotBe() {
    Matmul spec = Matmul.of(512, 10, 8192, true, false);
    GemmPlan plan = GemmPlan.of(spec, DEVICE, ALL, 1);
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

  /**
   * What is expected of three GPUs: a T4 of 40 multiprocessors and an A100 of 108, with 64
   * multiply-adds a clock, and an H100 of 132 with 128. A number of slices is right if the groups
   * of the multiprocessor that has most are full rounds, and few terms more than the others'.
   */
  @ParameterizedTest(name = "{0}x{1}x{2} on {3}")
  @CsvSource({
    // A weight gradient over a large batch: 28 large tiles, in seven groups a multiprocessor, two,
    // two.
    "784, 512, 8192, T4, LARGE, 10",
    "784, 512, 8192, A100, LARGE, 7",
    "784, 512, 8192, H100, LARGE, 9",
    // Forwards: 256 tiles are two groups for an H100; an A100 would have three to do at once with
    // 2.4
    // and has five halves; seven on a T4 are not worth a second pass over 17 MB.
    "8192, 512, 784, T4, LARGE, 1",
    "8192, 512, 784, A100, LARGE, 2",
    "8192, 512, 784, H100, LARGE, 1",
    // A small batch: 16 middle tiles, in as many slices as leave no multiprocessor without a group.
    "128, 512, 512, T4, MEDIUM, 5",
    "128, 512, 512, A100, MEDIUM, 6",
    "128, 512, 512, H100, MEDIUM, 8",
    // 64 large tiles: two groups for a T4, thirds of them for an A100; an H100 has two middle ones
    // each.
    "1024, 1024, 1024, T4, LARGE, 1",
    "1024, 1024, 1024, A100, LARGE, 3",
    "1024, 1024, 1024, H100, MEDIUM, 1"
  })
  void fillsAGpu(long m, long n, long k, Gpu gpu, GemmVariant variant, int slices) {
    Matmul spec = Matmul.of(m, n, k, false, false);
    GemmPlan plan = GemmPlan.of(spec, gpu.limits, ALL, MOST);
    assertEquals(variant, plan.variant());
    assertEquals(slices, plan.slices());
  }

  private enum Gpu {
    T4(40, 64),
    A100(108, 64),
    H100(132, 128);

    private final Limits limits;

    Gpu(int multiprocessors, int fmasPerClock) {
      limits = new Limits(1024, 48 * 1024, multiprocessors, fmasPerClock);
    }
  }

  /** What more slices than multiprocessors can take would cost in scratch is not worth it. */
  @Test
  void noSliceIsForNothing() {
    Matmul spec = Matmul.of(512, 512, 8192, true, false);
    for (Gpu gpu : Gpu.values()) {
      GemmPlan plan = GemmPlan.of(spec, gpu.limits, ALL, MOST);
      long groups = plan.tiles(spec) * plan.slices();
      int atOnce = gpu.limits.computeUnits() * plan.variant().resident();
      assertTrue(groups > gpu.limits.computeUnits() / 2, gpu + ": " + plan);
      assertTrue(groups <= atOnce, gpu + ": " + plan);
    }
  }

  @Test
  void anEmptySumHasAPlan() {
    assertEquals(1, plan(1, 3, 4, 0).slices());
  }

  @Test
  void onlyEligibleVariantsAreChosen() {
    Matmul spec = Matmul.of(4096, 4096, 4096, false, false);
    assertEquals(
        GemmVariant.SMALL, GemmPlan.of(spec, DEVICE, List.of(GemmVariant.SMALL), MOST).variant());
  }

  @Test
  void scratchHoldsAllSlices() {
    Matmul spec = Matmul.of(512, 10, 8192, true, false);
    GemmPlan plan = GemmPlan.of(spec, DEVICE, ALL, MOST);
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
