package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.expression.Expression;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;

/** Values less their mean, by the root of their variance: what layers that normalise share. */
public final class Normalise {
  private Normalise() {}

  /**
   * {@code (x − mean) / √(variance + ε) · scale + shift}, in one pass.
   *
   * @param mean and the others broadcast to x
   */
  public static Node by(Node x, Node mean, Node variance, Node scale, Node shift, double epsilon) {
    Expression normal = divide(subtract(load(0), load(1)), deviation(load(2), epsilon));
    return Elementwise.of(
        add(multiply(normal, load(3)), load(4)), x.shape(), x, mean, variance, scale, shift);
  }

  private static Expression deviation(Expression variance, double epsilon) {
    return sqrt(add(variance, parameter(epsilon)));
  }

  /** The mean over all axes but the last: [channels]. */
  public static Node meanOfChannels(Node x) {
    long channels = x.shape().dimension(-1);
    long count = x.shape().elements() / Math.max(1, channels);
    Node sums = Reduce.sum(x, 1, count, channels, Shape.of(channels));
    return Elementwise.multiply(sums, 1.0 / Math.max(1, count));
  }

  /** The biased variance over all axes but the last: [channels]. */
  public static Node varianceOfChannels(Node x, Node mean) {
    return meanOfChannels(Elementwise.square(Elementwise.subtract(x, mean)));
  }

  /** The rows along the last axis, each less its mean and by the root of its biased variance. */
  public static Node rows(Node x, double epsilon) {
    double share = 1.0 / Math.max(1, x.shape().dimension(-1));
    Node mean = Elementwise.multiply(Reduce.sumOfRows(x), share);
    Node difference = Elementwise.subtract(x, mean);
    Node variance = Elementwise.multiply(Reduce.sumOfRows(Elementwise.square(difference)), share);
    Expression normal = divide(load(0), deviation(load(1), epsilon));
    return Elementwise.of(normal, x.shape(), difference, variance);
  }

  /** The rows along the last axis, each by the root of its mean square, {@code mean x² + ε}. */
  public static Node bySquares(Node x, double epsilon) {
    double share = 1.0 / Math.max(1, x.shape().dimension(-1));
    Node squares = Elementwise.multiply(Reduce.sumOfRows(Elementwise.square(x)), share);
    return Elementwise.of(divide(load(0), deviation(load(1), epsilon)), x.shape(), x, squares);
  }

  /**
   * The groups of channels of each example, less their mean and by the root of their variance.
   *
   * @param x [batch, …, channels]
   * @param groups that divide the channels
   */
  public static Node groups(Node x, int groups, double epsilon) {
    Shape shape = x.shape();
    long batch = shape.dimension(0);
    long channels = shape.dimension(-1);
    long pixels = shape.example().elements() / Math.max(1, channels);
    long share = channels / groups;
    Node parts = reshape(x, Shape.of(batch, pixels, groups, share));
    Node turned = Permute.permute(parts, 0, 2, 1, 3);
    Node rows = rows(reshape(turned, Shape.of(batch, groups, pixels * share)), epsilon);
    Node back = reshape(rows, Shape.of(batch, groups, pixels, share));
    return reshape(Permute.permute(back, 0, 2, 1, 3), shape);
  }
}
