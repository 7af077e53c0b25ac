package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.ClassHinge;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;

/** The hinge loss of class scores against labels. */
record CategoricalHinge() implements Loss {
  @Override
  public TensorType target(Shape output) {
    return ClassRows.labels(output);
  }

  @Override
  public boolean hasAccuracy() {
    return true;
  }

  @Override
  public Node measures(Node output, Node target) {
    return ClassHinge.measures(ClassRows.of(output), ClassRows.ofLabels(target));
  }
}
