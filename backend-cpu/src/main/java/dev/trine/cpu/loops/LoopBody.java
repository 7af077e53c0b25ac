package dev.trine.cpu.loops;

/** A compiled {@link Loop}. */
public interface LoopBody {
  /**
   * Computes the first {@code count} elements.
   *
   * @param floats the loop's blocks of floats, none of them twice
   * @param ints the loop's blocks of ints, none of them twice
   */
  void run(float[][] floats, int[][] ints, float[] scalars, int count);
}
