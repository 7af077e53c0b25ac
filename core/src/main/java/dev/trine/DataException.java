package dev.trine;

/** A data set is malformed; the message names file and position. */
public class DataException extends TrineException {
  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
