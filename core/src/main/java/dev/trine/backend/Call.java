package dev.trine.backend;

/**
 * One op with its arguments, checked and prepared. Enqueuing it prepares nothing more and may be
 * repeated; the views it was bound to are read and written each time.
 */
public interface Call extends AutoCloseable {
  /** Where {@linkplain #attachScratch scratch} begins: at a multiple of so many bytes. */
  int SCRATCH_ALIGNMENT = 256;

  /** Bytes of scratch that it needs while it runs. */
  default long scratchBytes() {
    return 0;
  }

  /**
   * Gives it its scratch, once, before the first {@link #enqueue}; needed only where {@link
   * #scratchBytes} is not 0. Calls of one queue run in order and may share it.
   *
   * @param scratch of whatever type, at least as large, at a multiple of {@link #SCRATCH_ALIGNMENT}
   */
  default void attachScratch(View scratch) {}

  /** Puts the op at the end of its backend's queue. */
  void enqueue();

  /**
   * Gives back what was prepared; its views stay. What was enqueued before still runs, so that a
   * call may be closed right behind {@link #enqueue}.
   */
  @Override
  default void close() {}
}
