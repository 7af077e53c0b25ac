package dev.trine.onnx.export;

import dev.trine.nn.Layer;
import java.util.List;

/** What a kind of layers is in ONNX. */
@FunctionalInterface
interface LayerExport<L extends Layer> {
  /**
   * Adds the layer's nodes.
   *
   * @return the names of its outputs, in Trine's layout
   * @throws IllegalArgumentException if ONNX has nothing that does the same
   */
  List<String> write(L layer, List<Value> inputs, ExportScope scope);

  /** One of a layer of one input and one output. */
  static <L extends Layer> LayerExport<L> unary(Unary<L> export) {
    return (layer, inputs, scope) -> List.of(export.write(layer, inputs.get(0), scope));
  }

  /** As {@link LayerExport}, of one input and one output. */
  @FunctionalInterface
  interface Unary<L extends Layer> {
    String write(L layer, Value in, ExportScope scope);
  }
}
