package dev.trine.train;

/** What becomes of training when loss, gradients or an update are infinite or NaN. */
public enum NotFinite {
  /** It ends, at the next look at the metrics, with a {@link NotFiniteException}. */
  THROW,
  /** It goes on: such steps change nothing, and their number is in the reports. */
  SKIP
}
