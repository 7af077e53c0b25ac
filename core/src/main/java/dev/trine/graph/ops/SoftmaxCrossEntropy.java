package dev.trine.graph.ops;

import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.Elementwise.multiplyRows;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Constant;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Cross-entropy of the softmax of scores, [rows, classes], against labels, I32 [rows]. Outputs each
 * row's loss, [rows], and, saved for the gradient, its derivative, [rows, classes]; both times
 * {@code scale}.
 */
public record SoftmaxCrossEntropy(double scale) implements Op {
  /** The mean over the rows, as [1]. */
  public static Node meanSoftmaxCrossEntropy(Node scores, Node labels) {
    long rows = Math.max(1, scores.shape().dimension(0));
    Op op = new SoftmaxCrossEntropy(1.0 / rows);
    return Reduce.sum(scores.graph().applyAll(op, scores, labels).get(0), 1);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType scores = inputs.get(0);
    checkLabelled("Softmax cross-entropy", scores, inputs.get(1));
    return List.of(TensorType.f32(scores.shape().dimension(0)), scores);
  }

  static void checkLabelled(String what, TensorType scores, TensorType labels) {
    if (scores.shape().rank() != 2
        || scores.type() != DType.F32
        || labels.type() != DType.I32
        || !labels.shape().equals(Shape.of(scores.shape().dimension(0)))) {
      throw new IllegalArgumentException(
          "%s takes F32[rows, classes] and I32[rows], not %s and %s"
              .formatted(what, scores, labels));
    }
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node saved = application.output(1);
    Node dy = outputGradients.get(0);
    if (outputGradients.get(1) != null) {
      throw new UnsupportedOperationException("Softmax cross-entropy has no second gradient");
    }
    OptionalDouble constant = Constant.valueOf(dy);
    Node gradient =
        constant.isPresent() ? multiply(saved, constant.getAsDouble()) : multiplyRows(saved, dy);
    return Arrays.asList(gradient, null);
  }

  /** As {@link Softmax}, and scaled. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of(6 * inputs.get(0).elements(), inputs, outputs);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    return backend.softmaxCrossEntropy(
        scale, inputs.get(0), inputs.get(1), outputs.get(0), outputs.get(1));
  }
}
