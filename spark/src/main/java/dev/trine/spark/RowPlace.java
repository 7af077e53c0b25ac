package dev.trine.spark;

/**
 * Where a row is, for messages.
 *
 * @param partition negative for the first of all rows
 * @param row from 0, within the partition
 */
record RowPlace(int partition, long row) {
  static final RowPlace FIRST = new RowPlace(-1, 0);

  @Override
  public String toString() {
    return partition < 0 ? "the first row" : "row %s of partition %s".formatted(row, partition);
  }
}
