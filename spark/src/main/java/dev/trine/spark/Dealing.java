package dev.trine.spark;

/**
 * To which partitions examples are dealt out.
 *
 * @param partitions how many; 0 for those that they are in
 * @param orFewer whether fewer will do, where there are not so many examples
 */
record Dealing(int partitions, boolean orFewer) {
  /** Examples stay where they are. */
  static final Dealing NONE = new Dealing(0, false);

  /** The most that it may come to for a set. */
  int most(SparkDataset dataset) {
    return partitions == 0 ? dataset.examples().getNumPartitions() : partitions;
  }

  /** How many partitions a set is dealt out to; it looks at no more examples than it has to. */
  int count(SparkDataset dataset) {
    return orFewer
        ? Math.max(1, Math.min(partitions, dataset.examples().take(partitions).size()))
        : partitions;
  }
}
