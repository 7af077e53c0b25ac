package dev.trine.cpu;

/** Chooses between the matrix engines. */
final class MatrixEngines {
  private MatrixEngines() {}

  /** What {@link #open} would open. */
  static String driver() {
    return new JavaMatrixEngine(0, "first version").driver();
  }

  static MatrixEngine open(int threads) {
    return new JavaMatrixEngine(threads, "first version");
  }
}
