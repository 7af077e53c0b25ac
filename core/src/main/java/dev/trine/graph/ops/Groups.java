package dev.trine.graph.ops;

import static dev.trine.graph.Reshape.reshape;

import dev.trine.graph.Node;
import dev.trine.tensor.Shape;

/**
 * What a convolution takes and gives as operands of matrix products: matrices of one group, of
 * several a batch of them, whose groups are moved outermost.
 */
record Groups(int count) {
  /** [places, elements, channels] to ([groups,] places, elements · channels of a group). */
  Node seen(Node all) {
    long places = all.shape().dimension(0);
    long elements = all.shape().dimension(1);
    long share = all.shape().dimension(2) / count;
    if (count == 1) {
      return reshape(all, Shape.of(places, elements * share));
    }
    Node parts = reshape(all, Shape.of(places, elements, count, share));
    Node turned = Permute.permute(parts, 2, 0, 1, 3);
    return reshape(turned, Shape.of(count, places, elements * share));
  }

  /** The other way round, to [places, elements, channels]. */
  Node fromSeen(Node operand, long elements) {
    long places = operand.shape().dimension(-2);
    long share = operand.shape().dimension(-1) / elements;
    if (count == 1) {
      return reshape(operand, Shape.of(places, elements, share));
    }
    Node parts = reshape(operand, Shape.of(count, places, elements, share));
    Node turned = Permute.permute(parts, 1, 2, 0, 3);
    return reshape(turned, Shape.of(places, elements, count * share));
  }

  /** [rows…, columns] to ([groups,] rows, columns of a group): filters, or results. */
  Node columns(Node all) {
    long columns = all.shape().dimension(-1);
    long rows = all.shape().elements() / Math.max(1, columns);
    if (count == 1) {
      return reshape(all, Shape.of(rows, columns));
    }
    Node parts = reshape(all, Shape.of(rows, count, columns / count));
    return Permute.permute(parts, 1, 0, 2);
  }

  /** The other way round, to a shape [rows…, columns]. */
  Node fromColumns(Node operand, Shape shape) {
    Node turned = count == 1 ? operand : Permute.permute(operand, 1, 0, 2);
    return reshape(turned, shape);
  }
}
