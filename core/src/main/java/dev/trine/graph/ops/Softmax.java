package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.TensorType;
import java.util.List;

/** Class probabilities of rows of scores, [rows, classes]. */
public record Softmax() implements Op {
  /** The softmax of each row. */
  public static Node softmax(Node scores) {
    return scores.graph().apply(new Softmax(), scores);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    if (inputs.get(0).shape().rank() != 2) {
      throw new IllegalArgumentException("Softmax takes [rows, classes], not " + inputs.get(0));
    }
    return List.of(inputs.get(0));
  }

  @Override
  public boolean allowsInPlace() {
    return true;
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.softmax(inputs.get(0), outputs.get(0));
  }
}
