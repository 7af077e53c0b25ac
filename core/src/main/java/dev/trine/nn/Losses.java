package dev.trine.nn;

import static dev.trine.graph.ops.Elementwise.subtract;

import dev.trine.graph.Node;
import dev.trine.graph.ops.CountCorrect;
import dev.trine.graph.ops.Reduce;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/** The losses, for static import. */
public final class Losses {
  private Losses() {}

  /** Cross-entropy of the softmax of class scores against labels (Bishop 1995, section 6.9). */
  public static Loss softmaxCrossEntropy() {
    return new Classification();
  }

  /** The mean over examples and outputs of the squared difference (Bishop 1995, section 6.1). */
  public static Loss meanSquaredError() {
    return new SquaredError();
  }

  private record Classification() implements Loss {
    @Override
    public TensorType target(Shape output) {
      return new TensorType(DType.I32, Shape.of(output.dimension(0)));
    }

    @Override
    public Node mean(Node output, Node target) {
      return SoftmaxCrossEntropy.meanSoftmaxCrossEntropy(output, target);
    }

    @Override
    public boolean hasAccuracy() {
      return true;
    }

    @Override
    public Node correct(Node output, Node target) {
      return CountCorrect.count(output, target);
    }
  }

  private record SquaredError() implements Loss {
    @Override
    public TensorType target(Shape output) {
      return TensorType.f32(output);
    }

    @Override
    public Node mean(Node output, Node target) {
      double count = Math.max(1, output.shape().elements());
      return Reduce.sumOfSquares(subtract(output, target), 1 / count);
    }

    @Override
    public boolean hasAccuracy() {
      return false;
    }

    @Override
    public Node correct(Node output, Node target) {
      return null;
    }
  }
}
