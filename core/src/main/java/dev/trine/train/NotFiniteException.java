package dev.trine.train;

import dev.trine.TrineException;

/** Training stopped because a loss or gradient became infinite or NaN, or a weight would have. */
public final class NotFiniteException extends TrineException {
  public NotFiniteException(String message) {
    super(message);
  }

  public NotFiniteException(String message, Throwable cause) {
    super(message, cause);
  }
}
