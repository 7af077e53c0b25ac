package dev.trine;

/**
 * A device stopped answering or reported a fault. Its backend must be closed; the message says
 * whether it can be opened anew or the process must be restarted.
 */
public class DeviceLostException extends TrineException {
  public DeviceLostException(String message) {
    super(message);
  }

  public DeviceLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
