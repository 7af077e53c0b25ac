package dev.trine.cli.train.source;

/** A user's own examples, in files of some kind. */
public interface Source {
  /** Whether the files themselves have a part to test with. */
  default boolean hasTestPart() {
    return false;
  }

  /**
   * Reads them.
   *
   * @param held the fraction that is held out to test with, where the files have no such part
   * @param seed of what is held out
   * @throws dev.trine.DataException if a file is not what it should be, naming the place
   * @throws IllegalArgumentException if a part would be empty
   */
  Parts read(double held, long seed);
}
