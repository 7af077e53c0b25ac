package dev.trine.expression;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.round;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.expression.Expression.Load;
import dev.trine.expression.function.Exp;
import dev.trine.tensor.DType;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PullbackTest {
  private static final Expression A = load(0);
  private static final Expression B = load(1);

  static Stream<Expression> smooth() {
    return Stream.of(
        add(A, B),
        subtract(A, multiply(B, B)),
        fma(A, B, sqrt(B)),
        divide(A, add(B, A)),
        negate(abs(multiply(A, B))),
        min(A, multiply(A, B)),
        max(A, multiply(A, B)),
        select(less(A, B), multiply(A, A), multiply(B, A)),
        new Exp().of(multiply(A, new Exp().of(B))),
        multiply(add(A, B), add(A, B)));
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void agreesWithCentralDifferences(Expression f) {
    Expression dy = constant(1.75);
    Map<Load, Expression> gradients = Pullback.of(f, f, dy);
    double[][] points = {{0.7, 1.9}, {-1.3, 0.4}, {1.1, 0.2}};
    for (double[] x : points) {
      for (int input = 0; input < 2; input++) {
        double h = 1e-6;
        double[] up = x.clone();
        double[] down = x.clone();
        up[input] += h;
        down[input] -= h;
        double slope = (DoublePrecision.of(f, up) - DoublePrecision.of(f, down)) / (2 * h);
        Expression gradient = gradients.get(new Load(input, DType.F32));
        double found = gradient == null ? 0 : DoublePrecision.of(gradient, x);
        assertEquals(
            1.75 * slope, found, 1e-7 * Math.max(1, Math.abs(slope)), () -> f + " at " + x);
      }
    }
  }

  @Test
  void aStoredResultStandsInForTheValue() {
    Expression f = new Exp().of(A);
    Expression gradient = Pullback.of(f, load(2), B).get(new Load(0, DType.F32));
    assertEquals(multiply(B, load(2)), gradient);
  }

  @Test
  void aSelectionStopsWhatItDoesNotTake() {
    Expression f = select(less(A, constant(0)), multiply(B, A), A);
    Expression gradient = Pullback.of(f, f, constant(1)).get(new Load(1, DType.F32));
    assertEquals(0, DoublePrecision.of(gradient, new double[] {1, 5}));
  }

  @Test
  void nothingFlowsThroughRounding() {
    assertEquals(Map.of(), Pullback.of(round(A), round(A), constant(1)));
  }
}
