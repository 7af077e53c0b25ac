package dev.trine;

/** A model file is damaged or is not one that this version reads. */
public class ModelFormatException extends TrineException {
  public ModelFormatException(String message) {
    super(message);
  }

  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
