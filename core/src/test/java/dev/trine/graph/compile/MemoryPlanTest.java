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
  private static final long LIMIT = 32_768;

  private static List<Block> randomBlocks(SplittableRandom random) {
    List<Block> blocks = new ArrayList<>();
    int count = random.nextInt(1, 60);
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(100);
      blocks.add(new Block(random.nextInt(0, 20_000), first, first + random.nextInt(20)));
    }
    return blocks;
  }

  /** Places of blocks, all of one plan. */
  private record Planned(List<Long> slabs, List<Block> blocks, List<Place> places) {
    static Planned of(List<Block> blocks, List<Long> existing, long largest) {
      MemoryPlan plan = new MemoryPlan(existing, largest);
      List<Place> places = plan.add(blocks);
      return new Planned(plan.slabs(), blocks, places);
    }

    void check() {
      for (int i = 0; i < blocks.size(); i++) {
        Place place = places.get(i);
        assertEquals(0, place.byteOffset() % MemoryPlan.ALIGNMENT);
        assertTrue(place.byteOffset() + blocks.get(i).bytes() <= slabs.get(place.slab()));
        for (int j = 0; j < i; j++) {
          Place other = places.get(j);
          boolean overlap =
              place.slab() == other.slab()
                  && place.byteOffset() < other.byteOffset() + blocks.get(j).bytes()
                  && other.byteOffset() < place.byteOffset() + blocks.get(i).bytes();
          assertFalse(
              overlap && blocks.get(i).livesWith(blocks.get(j)),
              () -> blocks + " overlap in " + places);
        }
      }
    }
  }

  /** The most bytes, aligned, that live at once. */
  private static long lowerBound(List<Block> blocks) {
    long most = 0;
    for (int t = 0; t < 200; t++) {
      long live = 0;
      for (Block block : blocks) {
        if (block.firstUse() <= t && t <= block.lastUse()) {
          live += (block.bytes() + 255) / 256 * 256;
        }
      }
      most = Math.max(most, live);
    }
    return most;
  }

  @RepeatedTest(200)
  void noTwoBlocksThatLiveAtOnceOverlap(RepetitionInfo repetition) {
    List<Block> blocks = randomBlocks(new SplittableRandom(repetition.getCurrentRepetition()));
    Planned plan = Planned.of(blocks, List.of(), UNLIMITED);
    plan.check();
    assertEquals(1, plan.slabs().size());
  }

  @RepeatedTest(200)
  void noNewSlabIsAboveTheLimitAndExistingOnesAreFilledFirst(RepetitionInfo repetition) {
    List<Block> blocks = randomBlocks(new SplittableRandom(-repetition.getCurrentRepetition()));
    List<Long> existing = List.of(12_000L, 400L);
    Planned plan = Planned.of(blocks, existing, LIMIT);
    plan.check();
    assertEquals(existing, plan.slabs().subList(0, 2));
    plan.slabs().stream().skip(2).forEach(slab -> assertTrue(slab <= LIMIT, () -> slab + ""));
    long fitting = blocks.stream().filter(b -> b.bytes() <= 11_776).count();
    long used = plan.places().stream().filter(p -> p.slab() == 0).count();
    assertTrue(fitting == 0 || used > 0);
  }

  @Test
  void aBlockAboveTheLimitGetsASlabToItself() {
    List<Block> blocks = List.of(new Block(400, 0, 9), new Block(4000, 0, 9));
    Planned plan = Planned.of(blocks, List.of(), 2048);
    plan.check();
    assertEquals(List.of(4096L, 512L), plan.slabs());
  }

  @Test
  void blocksThatFollowEachOtherShareMemory() {
    List<Block> blocks = List.of(new Block(256, 0, 1), new Block(256, 2, 3), new Block(256, 4, 5));
    assertEquals(List.of(256L), Planned.of(blocks, List.of(), UNLIMITED).slabs());
  }

  @Test
  void blocksThatMeetInOneStepDoNot() {
    List<Block> blocks = List.of(new Block(256, 0, 1), new Block(256, 1, 2));
    assertEquals(List.of(512L), Planned.of(blocks, List.of(), UNLIMITED).slabs());
  }

  @Test
  void emptyBlocksHaveAPlaceOfTheirOwn() {
    List<Block> blocks = List.of(new Block(0, 0, 1), new Block(0, 0, 1));
    Planned plan = Planned.of(blocks, List.of(), UNLIMITED);
    assertFalse(plan.places().get(0).equals(plan.places().get(1)));
  }

  @Test
  void aSecondPlanOfTheSameBlocksNeedsNothingNew() {
    List<Block> blocks = randomBlocks(new SplittableRandom(5));
    List<Long> slabs = Planned.of(blocks, List.of(), LIMIT).slabs();
    assertEquals(slabs, Planned.of(blocks, slabs, LIMIT).slabs());
  }

  @Test
  void blocksAddedLaterKeepClearOfThoseBefore() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 200; i++) {
      List<Block> blocks = new ArrayList<>(randomBlocks(random));
      MemoryPlan plan = new MemoryPlan(List.of(3000L), LIMIT);
      List<Place> places = new ArrayList<>(plan.add(blocks));
      List<Long> before = List.copyOf(plan.slabs());
      List<Block> later = randomBlocks(random);
      blocks.addAll(later);
      places.addAll(plan.add(later));
      new Planned(plan.slabs(), blocks, places).check();
      assertEquals(before, plan.slabs().subList(0, before.size()));
    }
  }

  @Test
  void blocksAddedLaterTakeWhatIsFreeInTheirTime() {
    MemoryPlan plan = new MemoryPlan(List.of(), UNLIMITED);
    plan.add(List.of(new Block(1024, 0, 1), new Block(256, 1, 4)));
    assertEquals(List.of(new Place(0, 0)), plan.add(List.of(new Block(1000, 3, 3))));
    assertEquals(List.of(new Place(1, 0)), plan.add(List.of(new Block(1000, 1, 1))));
    assertEquals(List.of(1280L, 1024L), plan.slabs());
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
      blocks.add(new Block(4L * batch * widths[layer + 1], forward, backward));
      blocks.add(new Block(4L * batch * widths[layer + 1], backward - 1, backward));
      blocks.add(new Block(4L * widths[layer] * widths[layer + 1], backward, backward + 1));
    }
    Planned plan = Planned.of(blocks, List.of(), UNLIMITED);
    plan.check();
    long planned = plan.slabs().get(0);
    long least = lowerBound(blocks);
    assertTrue(planned <= least * 1.1, planned + " against at least " + least);
  }
}
