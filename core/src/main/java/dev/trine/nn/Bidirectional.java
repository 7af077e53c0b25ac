package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.LastAxis;
import java.util.List;

/**
 * A recurrent layer that walks both ways, with weights of their own (Schuster and Paliwal 1997);
 * what the two give lies side by side along the last axis, 2·units, the given layer's first. The
 * other's parameters are called {@code reversed/…}, its own {@code layer/…}.
 *
 * @param layer a {@link RecurrentLayer}
 */
public record Bidirectional(Layer layer) implements UnaryLayer {
  public Bidirectional {
    if (!(layer instanceof RecurrentLayer)) {
      throw new IllegalArgumentException(
          "bidirectional takes a recurrent, lstm or gru layer, which can walk both ways, not %s"
              .formatted(layer));
    }
  }

  @Override
  public Node apply(Scope scope, Node in) {
    Node there = scope.part("layer", layer, in);
    Node back = scope.part("reversed", ((RecurrentLayer) layer).reversed(), in);
    return LastAxis.concatenate(List.of(there, back));
  }
}
