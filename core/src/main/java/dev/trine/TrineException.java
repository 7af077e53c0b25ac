package dev.trine;

/**
 * What goes wrong outside the caller's code: devices, files, data. The message is written for the
 * user and says what to do. Wrong arguments are {@link IllegalArgumentException}s instead.
 */
public class TrineException extends RuntimeException {
  public TrineException(String message) {
    super(message);
  }

  public TrineException(String message, Throwable cause) {
    super(message, cause);
  }
}
