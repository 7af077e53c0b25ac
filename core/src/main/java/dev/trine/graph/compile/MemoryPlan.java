package dev.trine.graph.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places blocks of known lifetime in slabs of memory so that no two that live at once overlap:
 * largest first, each at the lowest place that is free throughout its life.
 */
final class MemoryPlan {
  /** What a program needs, from its first to its last use as positions in the program. */
  record Block(long elements, int firstUse, int lastUse) {
    boolean livesWith(Block other) {
      return firstUse <= other.lastUse && other.firstUse <= lastUse;
    }
  }

  /** Where a block lies: which slab, and the offset in it in elements. */
  record Place(int slab, long offset) {}

  /** Offsets are multiples of this many elements: 256 bytes. */
  static final long ALIGNMENT = 64;

  private final List<Place> places;
  private final List<Long> slabs;

  private MemoryPlan(List<Place> places, List<Long> slabs) {
    this.places = places;
    this.slabs = slabs;
  }

  /**
   * Plans a program.
   *
   * @param existing the sizes, in elements, of slabs that are there already
   * @param largest the most elements that a further slab may have
   */
  static MemoryPlan of(List<Block> blocks, List<Long> existing, long largest) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> -blocks.get(i).elements()));
    Place[] places = new Place[blocks.size()];
    List<Long> sizes = new ArrayList<>(existing);
    for (int index : order) {
      places[index] = place(blocks, index, places, existing, sizes, largest);
    }
    return new MemoryPlan(List.of(places), sizes);
  }

  private static Place place(
      List<Block> blocks,
      int index,
      Place[] places,
      List<Long> existing,
      List<Long> sizes,
      long largest) {
    long need = aligned(blocks.get(index).elements());
    for (int slab = 0; ; slab++) {
      boolean isNew = slab >= existing.size();
      long limit = isNew ? Math.max(largest, need) : existing.get(slab);
      long offset = lowestFree(blocks, index, places, slab);
      if (offset + need <= limit) {
        if (slab == sizes.size()) {
          sizes.add(0L);
        }
        sizes.set(slab, Math.max(sizes.get(slab), offset + need));
        return new Place(slab, offset);
      }
    }
  }

  /** The lowest offset in a slab with enough room beside all blocks that live at the same time. */
  private static long lowestFree(List<Block> blocks, int index, Place[] places, int slab) {
    Block block = blocks.get(index);
    List<Integer> neighbours = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] != null && places[i].slab() == slab && blocks.get(i).livesWith(block)) {
        neighbours.add(i);
      }
    }
    neighbours.sort(Comparator.comparingLong(i -> places[i].offset()));
    long offset = 0;
    for (int i : neighbours) {
      if (offset + aligned(block.elements()) <= places[i].offset()) {
        break;
      }
      offset = Math.max(offset, places[i].offset() + aligned(blocks.get(i).elements()));
    }
    return offset;
  }

  private static long aligned(long elements) {
    return (Math.max(1, elements) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** As the blocks that were planned. */
  List<Place> places() {
    return places;
  }

  /** The sizes of all slabs in elements; the existing ones come first, unchanged. */
  List<Long> slabs() {
    return slabs;
  }
}
