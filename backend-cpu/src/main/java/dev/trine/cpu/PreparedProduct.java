package dev.trine.cpu;

/** A prepared matrix product, in pieces that are independent of each other. */
interface PreparedProduct extends Team.Task, AutoCloseable {
  int pieces();

  /**
   * What products have in common, and nothing else, that may multiply by one {@link PackedMatrix};
   * null if this may not.
   */
  default Object packing() {
    return null;
  }

  /** A matrix for products of one {@link #packing}, yet without content. */
  default PackedMatrix pack() {
    throw new IllegalStateException(this + " multiplies by a matrix as it lies");
  }

  /** The same product by the packed matrix; null if that is of no use to it. */
  default PreparedProduct packed(PackedMatrix matrix) {
    throw new IllegalStateException(this + " multiplies by a matrix as it lies");
  }

  @Override
  default void close() {}
}
