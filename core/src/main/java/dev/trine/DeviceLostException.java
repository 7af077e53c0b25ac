package dev.trine;

/** A device stopped answering or reported a fault; its backend must be closed and opened anew. */
public class DeviceLostException extends TrineException {
  public DeviceLostException(String message) {
    super(message);
  }

  public DeviceLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
