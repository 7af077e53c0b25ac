package dev.trine.onnx.export;

/** A layer has no counterpart in ONNX. */
final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final boolean isPlaced;

  /**
   * @param reason what is not there, and what to do
   */
  Refusal(String reason) {
    this(reason, false);
  }

  private Refusal(String message, boolean isPlaced) {
    super(message);
    this.isPlaced = isPlaced;
  }

  /** Whether it says which layer it is. */
  boolean isPlaced() {
    return isPlaced;
  }

  /** The same of the layer of a path. */
  Refusal at(String place) {
    return new Refusal("'%s' cannot be exported to ONNX: %s".formatted(place, getMessage()), true);
  }
}
