package dev.trine.conformance.catalogue;

import dev.trine.expression.DoublePrecision;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Application;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Parameter;
import dev.trine.expression.Operator;
import dev.trine.expression.Parts;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far single precision may be from the values of expressions: beside each value goes a bound of
 * its error (Higham 2002, section 3.3), so that a difference of close numbers, or a choice between
 * two by a comparison that rounding may turn, is granted what it needs and nothing else is. A
 * quotient, a root and a function are granted what devices that round them their own way take.
 */
final class RunningError {
  private static final double QUOTIENT = 5;
  private static final double ROOT = 6;

  private final List<Expression> parts;
  private final int[][] arguments;
  private final int[] results;
  private final double[] values;
  private final double[] errors;

  RunningError(List<Expression> expressions) {
    parts = Parts.of(expressions);
    Map<Expression, Integer> places = new IdentityHashMap<>();
    IntStream.range(0, parts.size()).forEach(i -> places.put(parts.get(i), i));
    arguments =
        parts.stream()
            .map(part -> part.arguments().stream().mapToInt(places::get).toArray())
            .toArray(int[][]::new);
    results = expressions.stream().mapToInt(places::get).toArray();
    values = new double[parts.size()];
    errors = new double[parts.size()];
  }

  /**
   * The bound of an expression at one element.
   *
   * @param loads what is loaded there
   */
  double of(int expression, double[] loads) {
    for (int i = 0; i < parts.size(); i++) {
      compute(i, parts.get(i), arguments[i], loads);
    }
    return errors[results[expression]];
  }

  private void compute(int i, Expression part, int[] from, double[] loads) {
    if (part instanceof Operation operation) {
      double[] x = picked(values, from);
      double[] e = picked(errors, from);
      values[i] = DoublePrecision.of(operation.operator(), x);
      errors[i] = inherited(operation.operator(), x, e, values[i]);
      errors[i] += rounding(roundoffs(operation.operator()), values[i], errors[i]);
    } else if (part instanceof Application application) {
      double x = values[from[0]];
      values[i] = application.function().evaluate(x);
      double below = application.function().evaluate(x - errors[from[0]]);
      double above = application.function().evaluate(x + errors[from[0]]);
      errors[i] = Math.max(Math.abs(below - values[i]), Math.abs(above - values[i]));
      errors[i] += rounding(Rounding.FUNCTION, values[i], errors[i]);
    } else {
      values[i] = DoublePrecision.of(part, loads);
      errors[i] = part instanceof Parameter ? rounding(1, values[i], 0) : 0;
    }
  }

  private static double[] picked(double[] of, int[] places) {
    double[] picked = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      picked[i] = of[places[i]];
    }
    return picked;
  }

  /** What errors of the arguments make of the result, before that is rounded. */
  private static double inherited(Operator operator, double[] x, double[] e, double value) {
    return switch (operator) {
      case ADD, SUBTRACT -> e[0] + e[1];
      case MULTIPLY -> product(x, e);
      case FMA -> product(x, e) + e[2];
      case DIVIDE -> (e[0] + Math.abs(value) * e[1]) / Math.max(0, Math.abs(x[1]) - e[1]);
      case SQRT ->
          Math.max(value - Math.sqrt(Math.max(0, x[0] - e[0])), Math.sqrt(x[0] + e[0]) - value);
      case NEGATE, ABS, TO_FLOAT -> e[0];
      case MIN, MAX -> Math.max(e[0], e[1]);
      case LESS, LESS_OR_EQUAL, EQUAL -> Math.abs(x[0] - x[1]) <= e[0] + e[1] ? e[0] + e[1] : 0;
      case SELECT -> e[0] == 0 ? (x[0] != 0 ? e[1] : e[2]) : either(x, e);
      default -> throw new IllegalArgumentException("No bound is known of " + operator);
    };
  }

  private static double product(double[] x, double[] e) {
    return product(x[0], e[1]) + product(x[1], e[0]) + e[0] * e[1];
  }

  /** Nothing of what is exact, even infinity times it. */
  private static double product(double value, double error) {
    return error == 0 ? 0 : Math.abs(value) * error;
  }

  /** Of a choice that may come out either way. */
  private static double either(double[] x, double[] e) {
    return Math.abs(x[1] - x[2]) + Math.max(e[1], e[2]);
  }

  private static double roundoffs(Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, FMA -> 1;
      case DIVIDE -> QUOTIENT;
      case SQRT -> ROOT;
      default -> 0;
    };
  }

  /** Devices may flush subnormal numbers to 0. */
  private static double rounding(double roundoffs, double value, double error) {
    if (Double.isInfinite(value)) {
      return 0;
    }
    double most = Math.abs(value) + error;
    boolean maySink = roundoffs > 0 && Math.abs(value) - error < Float.MIN_NORMAL;
    return roundoffs * Rounding.UNIT * most + (maySink ? Float.MIN_NORMAL : 0);
  }
}
