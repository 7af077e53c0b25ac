package dev.trine.spark;

import dev.trine.data.Dataset;
import java.util.SplittableRandom;

/**
 * In which order the examples of a partition are trained on: pass after pass, each shuffled by
 * itself, without a gap. What comes at a place depends on nothing but what is given here.
 *
 * @param size the examples of the partition
 */
record Order(long seed, int partition, int size) {
  /** The indices of so many examples, from a place on. */
  int[] indices(long from, int count) {
    int[] indices = new int[count];
    for (int done = 0; done < count; ) {
      long pass = (from + done) / size;
      int start = (int) ((from + done) % size);
      int length = Math.min(count - done, size - start);
      System.arraycopy(pass(pass), start, indices, done, length);
      done += length;
    }
    return indices;
  }

  private int[] pass(long number) {
    long ofPartition = new SplittableRandom(seed).nextLong() + partition;
    long ofPass = new SplittableRandom(ofPartition).nextLong() + number;
    return Dataset.shuffled(size, new SplittableRandom(ofPass));
  }
}
