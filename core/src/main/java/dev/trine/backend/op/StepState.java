package dev.trine.backend.op;

/**
 * What changes from step to step lives in small device tensors, since a recorded call's arguments
 * are frozen: an I32 tensor of {@link #ELEMENTS}, laid out as here, and the learning rate, an F32
 * tensor of one element.
 */
public final class StepState {
  /** Index of the number of steps committed so far, which is the number of the update from then. */
  public static final int STEP = 0;

  /**
   * Index of the flag that is 1 while loss, gradients and updates have been finite, then 0 until
   * reset.
   */
  public static final int HEALTHY = 1;

  /**
   * Index of the flag that is 0 until an update would have made a parameter or moment infinite or
   * NaN, then 1 until reset. The update itself leaves {@link #HEALTHY} alone, which all that run at
   * the same time look at; the next {@link UpdateOps#commit} clears it.
   */
  public static final int OVERFLOWED = 2;

  /**
   * Index of the flag that is 1 if training goes on behind a step that is not finite: then {@link
   * #HEALTHY} is of the last step alone, and nothing is reset but by the next {@link
   * UpdateOps#commit}.
   */
  public static final int SKIPS = 3;

  /** Index of the number of steps that did not count, or overflowed, while {@link #SKIPS} is 1. */
  public static final int SKIPPED = 4;

  /** The tensor's element count. */
  public static final int ELEMENTS = 5;

  private StepState() {}
}
