package dev.trine;

/** A backend or device that was asked for is not there or does not work here. */
public class BackendUnavailableException extends TrineException {
  public BackendUnavailableException(String message) {
    super(message);
  }

  public BackendUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
