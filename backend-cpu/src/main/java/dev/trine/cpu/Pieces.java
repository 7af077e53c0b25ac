package dev.trine.cpu;

/**
 * A row of units cut into pieces of nearly equal size.
 *
 * @param units what is not cut: blocks, rows
 * @param count how many pieces; 0 if there are no units
 */
record Pieces(int units, int count) {
  /** Elements below which a second thread costs more than it brings. */
  private static final int WORTHWHILE = 16_384;

  /** More than one, so that a thread that is held up does not hold up the others. */
  private static final int PIECES_PER_THREAD = 2;

  /** Operations that take as long as it does to read an element and to write it. */
  private static final long OPERATIONS_OF_ELEMENT = 16;

  /**
   * Pieces of a vector, cut between units of {@code unit} elements only, of which each takes so
   * many operations: long formulas are worth sharing out where short ones are not.
   */
  static Pieces ofElements(long elements, int unit, long operations, int threads) {
    long work = elements * (1 + operations / OPERATIONS_OF_ELEMENT);
    return of(units(elements, unit), work, threads);
  }

  /** Pieces of a vector that is cut between units of {@code unit} elements only. */
  static Pieces ofElements(long elements, int unit, int threads) {
    return of(units(elements, unit), elements, threads);
  }

  /** How many units of {@code unit} elements there are, of which the last may be smaller. */
  static int units(long elements, int unit) {
    return (int) ((elements + unit - 1) / unit);
  }

  /**
   * As many pieces as keep the threads busy.
   *
   * @param elements how much work it is
   */
  static Pieces of(int units, long elements, int threads) {
    long most = threads == 1 ? 1 : (long) threads * PIECES_PER_THREAD;
    long wanted = Math.max(1, Math.min(most, elements / WORTHWHILE));
    return new Pieces(units, (int) Math.min(units, wanted));
  }

  /** The first unit of a piece, which is one after the last of the piece before. */
  int start(int piece) {
    return (int) ((long) units * piece / count);
  }
}
