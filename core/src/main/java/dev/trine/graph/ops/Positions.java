package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.intSubtract;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.toFloat;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.expression.function.Functions;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/** Numbers that tell the steps of a sequence apart. */
public final class Positions {
  /** The wavelengths are from 2π to 2π times this. */
  private static final double LONGEST = 10_000;

  private Positions() {}

  /**
   * {@code sin(t / 10000^(2i / width))} in column 2i of row t and the cosine of the same in column
   * 2i + 1 (Vaswani et al. 2017, section 3.5), made by the device: F32 [time, width].
   */
  public static Node sinusoidal(Graph graph, long time, long width) {
    Expression wave = wave(index(0), width);
    return graph.apply(new Elementwise(wave, DType.F32, Shape.of(time, width)));
  }

  /**
   * One row of that.
   *
   * @param position which, I32 [1]
   * @return F32 [1, width]
   */
  public static Node sinusoidal(Node position, long width) {
    return Elementwise.of(wave(load(0, DType.I32), width), Shape.of(1, width), position);
  }

  /**
   * @param row its number
   */
  private static Expression wave(Expression row, long width) {
    Expression isOdd = intEqual(and(index(1), whole(1)), whole(1));
    Expression even = intSubtract(index(1), and(index(1), whole(1)));
    Expression frequency =
        Functions.exp(multiply(toFloat(even), parameter(-Math.log(LONGEST) / width)));
    Expression angle = multiply(toFloat(row), frequency);
    // One function for both: cos(x) is sin(x + π/2).
    Expression shift = select(isOdd, constant(Math.PI / 2), constant(0));
    return Functions.sin(add(angle, shift));
  }
}
