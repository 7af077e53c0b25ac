package dev.trine.cpu;

import java.util.ArrayList;
import java.util.List;

/** One thread's arrays for blocks of mappings. Calls keep those that they are bound to. */
final class MapBlocks {
  /**
   * The most elements in a block: so few that the blocks of long formulas stay in the nearest
   * cache, so many that starting a loop counts little.
   */
  static final int LENGTH = 1024;

  private final List<float[]> floats = new ArrayList<>();
  private final List<int[]> ints = new ArrayList<>();
  private final float[] runsOfFloats = new float[LENGTH];
  private final short[] rounded = new short[LENGTH];
  private final int[] runsOfInts = new int[LENGTH];

  float[] floats(int number) {
    while (floats.size() <= number) {
      floats.add(new float[LENGTH]);
    }
    return floats.get(number);
  }

  int[] ints(int number) {
    while (ints.size() <= number) {
      ints.add(new int[LENGTH]);
    }
    return ints.get(number);
  }

  /** Of each run of equal numbers the first, until they are spread. */
  float[] runsOfFloats() {
    return runsOfFloats;
  }

  /** The bits of a block of BF16, until they are written. */
  short[] rounded() {
    return rounded;
  }

  /** As {@link #runsOfFloats}. */
  int[] runsOfInts() {
    return runsOfInts;
  }
}
