package dev.trine.onnx.foreign;

import dev.trine.onnx.file.OnnxNode;

/** What an op is in a network. */
@FunctionalInterface
interface NodeImport {
  /**
   * Adds the layers of a node, and says what its outputs are.
   *
   * @throws Refusal if no layer does it
   */
  void read(OnnxNode node, NetworkDraft draft);
}
