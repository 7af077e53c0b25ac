package dev.trine.nn;

import dev.trine.graph.Node;
import java.util.List;

/** Layers one behind the other as one. */
public record Sequence(List<Layer> layers) implements Stepwise {
  public Sequence {
    layers = List.copyOf(layers);
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    List<Node> values = inputs;
    for (Layer layer : layers) {
      values = scope.part(layer, values);
    }
    return values;
  }
}
