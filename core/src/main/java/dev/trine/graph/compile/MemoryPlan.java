package dev.trine.graph.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places the blocks of a program, of known lifetimes, in slabs of memory so that no two that live
 * at once overlap: largest first, each at the lowest place that is free throughout its life.
 */
final class MemoryPlan {
  /** What a program needs, from its first to its last use as positions in the program. */
  record Block(long bytes, int firstUse, int lastUse) {
    boolean livesWith(Block other) {
      return firstUse <= other.lastUse && other.firstUse <= lastUse;
    }
  }

  /** Where a block lies: which slab, and the byte in it. */
  record Place(int slab, long byteOffset) {}

  /** A block that has its place. */
  private record Placed(Block block, Place place) {
    /** Where the next block may begin. */
    long end() {
      return place.byteOffset + aligned(block.bytes);
    }
  }

  /** Offsets are multiples of this many bytes. */
  static final long ALIGNMENT = 256;

  private final List<Long> slabs;
  private final long largest;
  private final List<Placed> placed = new ArrayList<>();

  /** How many slabs cannot grow any more. */
  private int settled;

  /**
   * A plan without blocks.
   *
   * @param existing the sizes, in bytes, of slabs that are there already
   * @param largest the most bytes that a further slab may have
   */
  MemoryPlan(List<Long> existing, long largest) {
    this.slabs = new ArrayList<>(existing);
    this.largest = largest;
  }

  /**
   * Places further blocks beside those that were placed before. What is there already, slabs of
   * earlier additions included, keeps place and size.
   *
   * @return where the blocks lie, in their order
   */
  List<Place> add(List<Block> blocks) {
    settled = slabs.size();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> -blocks.get(i).bytes()));
    Place[] places = new Place[blocks.size()];
    for (int index : order) {
      Block block = blocks.get(index);
      places[index] = place(block);
      placed.add(new Placed(block, places[index]));
    }
    return List.of(places);
  }

  private Place place(Block block) {
    long need = aligned(block.bytes());
    for (int slab = 0; ; slab++) {
      long limit = slab < settled ? slabs.get(slab) : Math.max(largest, need);
      long offset = lowestFree(block, slab);
      if (offset + need <= limit) {
        if (slab == slabs.size()) {
          slabs.add(0L);
        }
        slabs.set(slab, Math.max(slabs.get(slab), offset + need));
        return new Place(slab, offset);
      }
    }
  }

  /** The lowest offset in a slab with enough room beside all blocks that live at the same time. */
  private long lowestFree(Block block, int slab) {
    List<Placed> neighbours =
        placed.stream()
            .filter(other -> other.place.slab == slab && other.block.livesWith(block))
            .sorted(Comparator.comparingLong(other -> other.place.byteOffset))
            .toList();
    long offset = 0;
    for (Placed other : neighbours) {
      if (offset + aligned(block.bytes()) <= other.place.byteOffset) {
        break;
      }
      offset = Math.max(offset, other.end());
    }
    return offset;
  }

  private static long aligned(long bytes) {
    return (Math.max(1, bytes) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The sizes of all slabs in bytes; the existing ones come first, unchanged. */
  List<Long> slabs() {
    return slabs;
  }
}
