package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.graph.ops.SquaredError;
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
    return new Regression();
  }

  private record Classification() implements Loss {
    @Override
    public TensorType target(Shape output) {
      return new TensorType(DType.I32, Shape.of(output.dimension(0)));
    }

    @Override
    public boolean takesScores() {
      return true;
    }

    @Override
    public boolean hasAccuracy() {
      return true;
    }

    @Override
    public Node measures(Node output, Node target) {
      return SoftmaxCrossEntropy.measures(output, target);
    }
  }

  private record Regression() implements Loss {
    @Override
    public TensorType target(Shape output) {
      return TensorType.f32(output);
    }

    @Override
    public boolean hasAccuracy() {
      return false;
    }

    @Override
    public Node measures(Node output, Node target) {
      return SquaredError.measures(output, target);
    }
  }
}
