package dev.trine;

/** A device has too little memory; the message says who holds what. */
public class OutOfDeviceMemoryException extends TrineException {
  public OutOfDeviceMemoryException(String message) {
    super(message);
  }

  public OutOfDeviceMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
