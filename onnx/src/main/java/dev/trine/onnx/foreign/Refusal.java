package dev.trine.onnx.foreign;

import dev.trine.ModelFormatException;
import dev.trine.onnx.file.OnnxNode;

/** A node does what no layer does, or is not as ONNX says. */
final class Refusal extends ModelFormatException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason what is not there, and what to do
   */
  Refusal(String reason) {
    super(reason);
  }

  /** The same of a node, by its name and op. */
  Refusal at(OnnxNode node) {
    return new Refusal("%s: %s".formatted(node, getMessage()));
  }
}
