package dev.trine.graph.ops;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Permute.transpose;

import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values side by side along their last axis. Along the first they lie one behind the other, which
 * takes no copy; so these are turned there and back.
 */
public final class LastAxis {
  private LastAxis() {}

  /**
   * [outer…, nᵢ] to [outer…, Σ nᵢ].
   *
   * @throws IllegalArgumentException if they differ in anything but their last extents
   */
  public static Node concatenate(List<Node> parts) {
    Node first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    Shape outer = outer(first);
    List<Node> turned = new ArrayList<>();
    for (Node part : parts) {
      if (part.type() != first.type() || !outer(part).equals(outer)) {
        throw new IllegalArgumentException(
            "Cannot put %s beside %s: all but the last axis must be equal"
                .formatted(part.tensorType(), first.tensorType()));
      }
      turned.add(transpose(matrix(part)));
    }
    Node whole = transpose(Stack.concatenate(turned));
    return reshape(whole, with(outer, whole.shape().dimension(1)));
  }

  /**
   * [outer…, Σ nᵢ] to [outer…, nᵢ].
   *
   * @param extents the nᵢ
   */
  public static List<Node> split(Node whole, long... extents) {
    Shape outer = outer(whole);
    return Split.split(transpose(matrix(whole)), extents).stream()
        .map(part -> reshape(transpose(part), with(outer, part.shape().dimension(0))))
        .toList();
  }

  private static Shape outer(Node node) {
    if (node.shape().rank() == 0) {
      throw new IllegalArgumentException("%s has no last axis".formatted(node));
    }
    long[] all = node.shape().dimensions();
    return Shape.of(Arrays.copyOf(all, all.length - 1));
  }

  private static Shape with(Shape outer, long last) {
    long[] all = Arrays.copyOf(outer.dimensions(), outer.rank() + 1);
    all[outer.rank()] = last;
    return Shape.of(all);
  }

  private static Node matrix(Node node) {
    return reshape(node, Shape.of(outer(node).elements(), node.shape().dimension(-1)));
  }
}
