package dev.trine.cpu;

import dev.trine.backend.op.Matmul;

/** How matrices are multiplied: by a native library, or in plain Java where that is missing. */
interface MatrixEngine extends AutoCloseable {
  /** What it is, for {@link dev.trine.backend.Device#driver()}. */
  String driver();

  /** Prepares the current thread to bind and run products; repeating that is harmless. */
  void setUpThread();

  /**
   * Prepares a product; its arguments were checked.
   *
   * @param bias null if there is none
   * @param other what the epilogue takes; null if it takes none
   */
  PreparedProduct bind(
      Gate gate, Matmul spec, Region a, Region b, Region bias, Region other, Region out);

  /** Gives back what its products share; they were closed or will not be run any more. */
  @Override
  void close();
}
