package dev.trine.graph.ops;

import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some columns of a value, which {@link Formulas} read where they lie: one of several equally wide
 * parts of its last axis.
 *
 * @param part which, from 0
 * @param parts how many there are
 */
public record Columns(Node of, int part, int parts) {
  /** The whole value. */
  public static Columns all(Node node) {
    return new Columns(node, 0, 1);
  }

  /**
   * All parts, from the left.
   *
   * @throws IllegalArgumentException if the last axis cannot be cut into so many
   */
  public static List<Columns> parts(Node node, int parts) {
    Shape shape = node.shape();
    if (shape.rank() == 0 || shape.dimension(-1) % parts != 0) {
      throw new IllegalArgumentException(
          "Cannot cut %s into %s equal parts of its last axis".formatted(node, parts));
    }
    return IntStream.range(0, parts).mapToObj(part -> new Columns(node, part, parts)).toList();
  }
}
