package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.intSelect;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.op.Window;
import dev.trine.expression.Expression;
import dev.trine.graph.Constant;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * What a window sees at each of its places over images, by moving rows of channels: gathered by
 * their numbers, and added up again where windows overlap. Works for every window and takes as much
 * memory as all places see; what convolution expands to.
 */
final class Windows {
  private Windows() {}

  /**
   * All that is seen, zeros beyond the edges.
   *
   * @param images F32, [batch, height, width, channels]
   * @return [places, elements, channels]
   */
  static Node of(Node images, Window window) {
    Shape shape = images.shape();
    long channels = shape.dimension(3);
    long pixels = shape.elements() / Math.max(1, channels);
    Node beyond = images.graph().apply(new Constant(0, TensorType.f32(1, channels)));
    Node rows = reshape(images, Shape.of(pixels, channels));
    Node table = Stack.concatenate(List.of(rows, beyond));
    return Gather.gather(table, reshape(numbers(images, shape, window), seen(shape, window)));
  }

  /**
   * The sum, for each pixel, of what all windows that see it have there.
   *
   * @param seen F32, [places, elements, channels]
   * @param shape of the images, [batch, height, width, channels]
   */
  static Node sum(Node seen, Shape shape, Window window) {
    long channels = shape.dimension(3);
    long pixels = shape.elements() / Math.max(1, channels);
    Node numbers = reshape(numbers(seen, shape, window), seen(shape, window));
    Node sums = ScatterAdd.scatterAdd(numbers, seen, pixels + 1);
    return reshape(Split.split(sums, pixels, 1).get(0), shape);
  }

  private static Shape seen(Shape images, Window window) {
    return Shape.of(window.over(images, 1).elements(), window.elements());
  }

  /**
   * The number of the pixel that each element of each window sees, I32 [batch, rows, columns,
   * height, width]; beyond the edges, the number behind the last.
   */
  private static Node numbers(Node in, Shape images, Window window) {
    int height = Math.toIntExact(images.dimension(1));
    int width = Math.toIntExact(images.dimension(2));
    int pixels = Math.toIntExact(images.dimension(0) * height * width);
    Expression row = position(index(1), window.down(), index(3), window.rowStep(), window.top());
    Expression column =
        position(index(2), window.across(), index(4), window.columnStep(), window.left());
    Expression isInside = and(isWithin(row, height), isWithin(column, width));
    Expression rowOfAll = intAdd(intMultiply(index(0), whole(height)), row);
    Expression number = intAdd(intMultiply(rowOfAll, whole(width)), column);
    Shape places = window.over(images, window.height());
    Shape grid =
        Shape.of(
            places.dimension(0),
            places.dimension(1),
            places.dimension(2),
            window.height(),
            window.width());
    Expression all = intSelect(isInside, number, whole(pixels));
    return in.graph().apply(new Elementwise(all, DType.I32, grid));
  }

  private static Expression position(
      Expression place, int stride, Expression element, int step, int padding) {
    Expression first = intAdd(intMultiply(place, whole(stride)), whole(-padding));
    return intAdd(first, intMultiply(element, whole(step)));
  }

  private static Expression isWithin(Expression position, int extent) {
    return and(intLess(whole(-1), position), intLess(position, whole(extent)));
  }
}
