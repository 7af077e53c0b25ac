package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.TripletMargin;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/** How much nearer the positive of a triplet is to its anchor than the negative. */
record TripletLoss(double margin) implements Loss {
  TripletLoss {
    if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The margin is %s, expected a finite number above 0".formatted(margin));
    }
  }

  /** Nothing for each example. */
  @Override
  public TensorType target(Shape output) {
    long values = output.example().elements();
    if (values == 0 || values % 3 != 0) {
      throw new IllegalArgumentException(
          "The loss takes an anchor, a positive and a negative beside each other, not %s values; concatenate() the three"
              .formatted(values));
    }
    return TensorType.f32(output.dimension(0), 0);
  }

  @Override
  public boolean hasTarget() {
    return false;
  }

  @Override
  public boolean hasAccuracy() {
    return true;
  }

  @Override
  public Node measures(Node output, Node target) {
    return TripletMargin.measures(output, margin);
  }
}
