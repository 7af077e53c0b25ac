package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;

/** Scores of classes, [batch, …, classes], as rows, of which each is measured by itself. */
final class ClassRows {
  private ClassRows() {}

  /** The type of a label for each row, [batch, …]. */
  static TensorType labels(Shape scores) {
    requireClasses(scores);
    long[] all = scores.dimensions();
    return new TensorType(DType.I32, Shape.of(Arrays.copyOf(all, all.length - 1)));
  }

  /**
   * @throws IllegalArgumentException if there is no axis of classes
   */
  static void requireClasses(Shape scores) {
    if (scores.rank() < 2) {
      throw new IllegalArgumentException(
          "The loss takes scores of classes, which are an example's last axis, not examples of shape %s; end the network with dense(classes)"
              .formatted(scores.example()));
    }
  }

  /** [rows, classes] */
  static Node of(Node scores) {
    long classes = scores.shape().dimension(-1);
    return Reshape.reshape(scores, Shape.of(rows(scores.shape()), classes));
  }

  /** [rows] */
  static Node ofLabels(Node labels) {
    return Reshape.reshape(labels, Shape.of(labels.shape().elements()));
  }

  private static long rows(Shape scores) {
    long[] all = scores.dimensions();
    return Shape.of(Arrays.copyOf(all, all.length - 1)).elements();
  }
}
