package dev.trine.spark;

import java.util.Arrays;

/** What one device trains on to do what partitions do together. */
public final class UnionBatch {
  private UnionBatch() {}

  /**
   * The numbers of the examples that a round works on, partition behind partition, of a set that
   * was dealt out evenly.
   *
   * @param batch of each partition
   * @param round from 0
   */
  public static int[] of(long seed, int examples, int partitions, int batch, int round) {
    int[] union = new int[partitions * batch];
    for (int partition = 0; partition < partitions; partition++) {
      int number = partition;
      int size = (examples - partition + partitions - 1) / partitions;
      int[] own = new Order(seed, partition, size).indices((long) round * batch, batch);
      int[] ofSet = Arrays.stream(own).map(index -> index * partitions + number).toArray();
      System.arraycopy(ofSet, 0, union, partition * batch, batch);
    }
    return union;
  }
}
