package dev.trine.nn;

import java.util.List;
import java.util.Objects;

/**
 * A layer in its place in a network.
 *
 * @param name unique among the network's layers and inputs
 * @param weights the name of the layer whose weights it uses, its own if it shares none
 * @param inputs the names of what it takes: of inputs and of layers, whose first output that is;
 *     {@code halves:1} is the second output of {@code halves}
 */
public record Vertex(String name, Layer layer, String weights, List<String> inputs) {
  public Vertex {
    Objects.requireNonNull(layer, "layer");
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("'%s' takes nothing: name its inputs".formatted(name));
    }
  }

  /** The name of an output of a layer. */
  static String output(String vertex, int number) {
    return number == 0 ? vertex : vertex + ":" + number;
  }

  /** The layer, or the input, of what has a name. */
  static String ownerOf(String value) {
    int colon = value.indexOf(':');
    return colon < 0 ? value : value.substring(0, colon);
  }

  boolean sharesWeights() {
    return !weights.equals(name);
  }
}
