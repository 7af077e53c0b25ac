package dev.trine.cpu;

/**
 * Where a mapping's values lie and how they are stored there, line by line of a {@link Walk}, as
 * floats or as ints with the same bits.
 */
interface Storage {
  /** Reads a line to its place in a block. */
  void read(Walk line, float[] to);

  /** Reads a line to its place in a block. */
  void read(Walk line, int[] to);

  /** Writes a line from its place in a block. */
  void write(Walk line, float[] from);

  /** Writes a line from its place in a block. */
  void write(Walk line, int[] from);

  /** How the elements of a region are stored. */
  static Storage of(Region region) {
    return switch (region.type()) {
      case F32, I32 -> new Words(region);
      case BF16, U8 -> new Narrow(region);
    };
  }
}
