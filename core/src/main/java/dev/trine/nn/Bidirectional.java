package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.LastAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer that walks both ways, with weights of their own (Schuster and Paliwal 1997);
 * what the two give lies side by side along the last axis, 2·units, the given layer's first. The
 * other's parameters are called {@code reversed/…}, its own {@code layer/…}. It takes what the
 * layer takes; both ways end, and begin, where a sequence that is filled up does.
 *
 * @param layer a {@link RecurrentLayer}
 */
public record Bidirectional(Layer layer) implements Layer {
  public Bidirectional {
    if (!(layer instanceof RecurrentLayer)) {
      throw new IllegalArgumentException(
          "bidirectional takes a recurrent, lstm or gru layer, which can walk both ways, not %s"
              .formatted(layer));
    }
    if (((RecurrentLayer) layer).carries()) {
      throw new IllegalArgumentException(
          "bidirectional takes no layer that carries its state from batch to batch, since the other way round there is none to go on with");
    }
  }

  @Override
  public List<Node> step(StepScope scope, List<Node> inputs) {
    throw new IllegalArgumentException(
        "it walks backwards too, from steps that are not there when one is made after the other; train with the layer alone");
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    List<Node> both = new ArrayList<>(scope.part("layer", layer, inputs));
    both.addAll(scope.part("reversed", ((RecurrentLayer) layer).reversed(), inputs));
    return List.of(LastAxis.concatenate(both));
  }
}
