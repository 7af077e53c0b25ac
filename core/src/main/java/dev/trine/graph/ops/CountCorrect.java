package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.tensor.TensorType;
import java.util.List;

/** 1 for each row of scores whose largest is that of its label, else 0: F32 [rows]. */
public record CountCorrect() implements Op {
  /** How many rows are classified correctly, as [1]. */
  public static Node count(Node scores, Node labels) {
    return Reduce.sum(scores.graph().apply(new CountCorrect(), scores, labels), 1);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    SoftmaxCrossEntropy.checkLabelled("Counting correct rows", inputs.get(0), inputs.get(1));
    return List.of(TensorType.f32(inputs.get(0).shape().dimension(0)));
  }

  /** A comparison a score. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.correct(inputs.get(0), inputs.get(1), outputs.get(0));
  }
}
