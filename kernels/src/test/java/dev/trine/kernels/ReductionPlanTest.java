package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Reduction;
import org.junit.jupiter.api.Test;

class ReductionPlanTest {
  private static final int LANES = 64;

  private static ReductionPlan plan(long outer, long length, long inner) {
    return ReductionPlan.of(new Reduction(Reduction.Kind.SUM, outer, length, inner, 1), LANES);
  }

  @Test
  void allLanesShareOneLongSum() {
    assertEquals(1, plan(1, 1000, 1).across());
  }

  @Test
  void shortRowsShareAGroup() {
    assertEquals(LANES / 16, plan(8192, 10, 1).across());
    assertEquals(LANES, plan(8192, 1, 1).across());
  }

  @Test
  void columnsLieSideBySide() {
    assertEquals(LANES, plan(1, 8192, 512).across());
    assertEquals(16, plan(1, 8192, 10).across());
  }

  @Test
  void tallMatricesAndWholeSumsTakeTwoPasses() {
    assertTrue(plan(1, 8192, 512).chunks() > 1);
    assertTrue(plan(1, 1_000_000, 1).chunks() > 1);
    assertEquals(1, plan(1, 100, 512).chunks());
  }

  @Test
  void chunksCoverTheAxisWithoutAnEmptyOne() {
    for (long length : new long[] {0, 1, 127, 128, 129, 8193, 1_000_003, 2_000_000_000}) {
      for (long inner : new long[] {1, 3, 64, 500}) {
        ReductionPlan plan = plan(1, length, inner);
        assertTrue(plan.chunks() * plan.chunk() >= length, plan + " of " + length);
        assertTrue(
            plan.chunks() == 1 || (plan.chunks() - 1) * plan.chunk() < length,
            plan + " of " + length);
        assertTrue(plan.chunks() <= 1024, plan + " of " + length);
      }
    }
  }
}
