package dev.trine;

/**
 * A device cannot run an op; the message names op, device and reason. Nothing falls back silently.
 */
public class UnsupportedOpException extends TrineException {
  public UnsupportedOpException(String message) {
    super(message);
  }

  public UnsupportedOpException(String message, Throwable cause) {
    super(message, cause);
  }
}
