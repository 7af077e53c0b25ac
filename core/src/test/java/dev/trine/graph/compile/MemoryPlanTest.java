package dev.trine.graph.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.graph.compile.MemoryPlan.Block;
import dev.trine.graph.compile.MemoryPlan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  private static final long UNLIMITED = Long.MAX_VALUE / 8;

  private static List<Block> randomBlocks(SplittableRandom random) {
    List<Block> blocks = new ArrayList<>();
    int count = random.nextInt(1, 60);
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(100);
      blocks.add(new Block(random.nextInt(0, 5000), first, first + random.nextInt(20)));
    }
    return blocks;
  }

  private static void check(List<Block> blocks, MemoryPlan plan) {
    for (int i = 0; i < blocks.size(); i++) {
      Place place = plan.places().get(i);
      assertEquals(0, place.offset() % MemoryPlan.ALIGNMENT);
      assertTrue(place.offset() + blocks.get(i).elements() <= plan.slabs().get(place.slab()));
      for (int j = 0; j < i; j++) {
        Place other = plan.places().get(j);
        boolean overlap =
            place.slab() == other.slab()
                && place.offset() < other.offset() + blocks.get(j).elements()
                && other.offset() < place.offset() + blocks.get(i).elements();
        assertFalse(
            overlap && blocks.get(i).livesWith(blocks.get(j)),
            () -> blocks + " overlap in " + plan.places());
      }
    }
  }

  /** The most elements, aligned, that live at once. */
  private static long lowerBound(List<Block> blocks) {
    long most = 0;
    for (int t = 0; t < 200; t++) {
      long live = 0;
      for (Block block : blocks) {
        if (block.firstUse() <= t && t <= block.lastUse()) {
          live += (block.elements() + 63) / 64 * 64;
        }
      }
      most = Math.max(most, live);
    }
    return most;
  }

  @RepeatedTest(200)
  void noTwoBlocksThatLiveAtOnceOverlap(RepetitionInfo repetition) {
    List<Block> blocks = randomBlocks(new SplittableRandom(repetition.getCurrentRepetition()));
    MemoryPlan plan = MemoryPlan.of(blocks, List.of(), UNLIMITED);
    check(blocks, plan);
    assertEquals(1, plan.slabs().size());
  }

  @RepeatedTest(200)
  void noNewSlabIsAboveTheLimitAndExistingOnesAreFilledFirst(RepetitionInfo repetition) {
    List<Block> blocks = randomBlocks(new SplittableRandom(-repetition.getCurrentRepetition()));
    List<Long> existing = List.of(3000L, 100L);
    MemoryPlan plan = MemoryPlan.of(blocks, existing, 8192);
    check(blocks, plan);
    assertEquals(existing, plan.slabs().subList(0, 2));
    plan.slabs().stream().skip(2).forEach(slab -> assertTrue(slab <= 8192, () -> slab + ""));
    long fitting = blocks.stream().filter(b -> b.elements() <= 2944).count();
    long used = plan.places().stream().filter(p -> p.slab() == 0).count();
    assertTrue(fitting == 0 || used > 0);
  }

  @Test
  void aBlockAboveTheLimitGetsASlabToItself() {
    List<Block> blocks = List.of(new Block(100, 0, 9), new Block(1000, 0, 9));
    MemoryPlan plan = MemoryPlan.of(blocks, List.of(), 512);
    check(blocks, plan);
    assertEquals(List.of(1024L, 128L), plan.slabs());
  }

  @Test
  void blocksThatFollowEachOtherShareMemory() {
    List<Block> blocks = List.of(new Block(64, 0, 1), new Block(64, 2, 3), new Block(64, 4, 5));
    assertEquals(List.of(64L), MemoryPlan.of(blocks, List.of(), UNLIMITED).slabs());
  }

  @Test
  void blocksThatMeetInOneStepDoNot() {
    List<Block> blocks = List.of(new Block(64, 0, 1), new Block(64, 1, 2));
    assertEquals(List.of(128L), MemoryPlan.of(blocks, List.of(), UNLIMITED).slabs());
  }

  @Test
  void emptyBlocksHaveAPlaceOfTheirOwn() {
    List<Block> blocks = List.of(new Block(0, 0, 1), new Block(0, 0, 1));
    MemoryPlan plan = MemoryPlan.of(blocks, List.of(), UNLIMITED);
    assertFalse(plan.places().get(0).equals(plan.places().get(1)));
  }

  @Test
  void aSecondPlanOfTheSameBlocksNeedsNothingNew() {
    List<Block> blocks = randomBlocks(new SplittableRandom(5));
    List<Long> slabs = MemoryPlan.of(blocks, List.of(), 8192).slabs();
    assertEquals(slabs, MemoryPlan.of(blocks, slabs, 8192).slabs());
  }

  /** Activations live from forward to backward, gradients for a step: a pyramid in time. */
  @Test
  void aTrainingStepOfAPerceptronIsPlannedWithinATenthOfTheLeastPossible() {
    int[] widths = {784, 512, 512, 256, 128, 64, 10};
    int batch = 128;
    int layers = widths.length - 1;
    List<Block> blocks = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int forward = layer;
      int backward = 2 * layers - layer;
      blocks.add(new Block((long) batch * widths[layer + 1], forward, backward));
      blocks.add(new Block((long) batch * widths[layer + 1], backward - 1, backward));
      blocks.add(new Block((long) widths[layer] * widths[layer + 1], backward, backward + 1));
    }
    MemoryPlan plan = MemoryPlan.of(blocks, List.of(), UNLIMITED);
    check(blocks, plan);
    long planned = plan.slabs().get(0);
    long least = lowerBound(blocks);
    assertTrue(planned <= least * 1.1, planned + " against at least " + least);
  }
}
