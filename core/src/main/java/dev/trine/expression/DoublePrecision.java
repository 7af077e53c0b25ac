package dev.trine.expression;

import static dev.trine.expression.Integers.truth;

import dev.trine.expression.Expression.Application;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Parameter;
import dev.trine.expression.Expression.Whole;
import dev.trine.tensor.DType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes expressions in double precision, functions by their definitions rather than their trees:
 * the oracle of their values. I32 is exact, as in single precision; the bits of an F32 are those of
 * the nearest single-precision number.
 */
public final class DoublePrecision {
  private static final double[] NONE = {};

  private final double[] loads;
  private final double[] folds;
  private final long[] index;
  private final Map<Expression, Double> values = new IdentityHashMap<>();

  private DoublePrecision(double[] loads, double[] folds, long[] index) {
    this.loads = loads;
    this.folds = folds;
    this.index = index;
  }

  /**
   * The value for one element.
   *
   * @param loads the element of each input
   * @param index along each axis
   */
  public static double of(Expression expression, double[] loads, long... index) {
    return new DoublePrecision(loads, NONE, index).value(expression);
  }

  /** The values of several expressions for one element; what they share is computed once. */
  public static double[] of(List<Expression> expressions, double[] loads, long... index) {
    return of(expressions, loads, NONE, index);
  }

  /**
   * As {@link #of(List, double[], long...)}, of a row.
   *
   * @param folds what the row was folded to
   */
  public static double[] of(
      List<Expression> expressions, double[] loads, double[] folds, long[] index) {
    DoublePrecision evaluation = new DoublePrecision(loads, folds, index);
    return expressions.stream().mapToDouble(evaluation::value).toArray();
  }

  private double value(Expression expression) {
    Double known = values.get(expression);
    if (known == null) {
      known = compute(expression);
      values.put(expression, known);
    }
    return known;
  }

  private double compute(Expression expression) {
    if (expression instanceof Constant constant) {
      return constant.value();
    } else if (expression instanceof Whole whole) {
      return whole.value();
    } else if (expression instanceof Parameter parameter) {
      return parameter.value();
    } else if (expression instanceof Load load) {
      return loads[load.input()];
    } else if (expression instanceof Folded folded) {
      return folds[folded.fold()];
    } else if (expression instanceof Index along) {
      return index[along.axis()];
    } else if (expression instanceof Application application) {
      double[] arguments = application.arguments().stream().mapToDouble(this::value).toArray();
      return application.function().evaluate(arguments);
    }
    Operation operation = (Operation) expression;
    double[] arguments = operation.arguments().stream().mapToDouble(this::value).toArray();
    return of(operation.operator(), arguments);
  }

  /** What an operation gives for these arguments. */
  public static double of(Operator operator, double[] arguments) {
    List<DType> types = operator.arguments();
    return types.get(types.size() - 1) == DType.I32
        ? onInts(operator, arguments)
        : onFloats(operator, arguments);
  }

  private static double onFloats(Operator operator, double[] x) {
    return switch (operator) {
      case ADD -> x[0] + x[1];
      case SUBTRACT -> x[0] - x[1];
      case MULTIPLY -> x[0] * x[1];
      case FMA -> Math.fma(x[0], x[1], x[2]);
      case DIVIDE -> x[0] / x[1];
      case SQRT -> Math.sqrt(x[0]);
      case NEGATE -> -x[0];
      case ABS -> Math.abs(x[0]);
      case MIN -> Math.min(x[0], x[1]);
      case MAX -> Math.max(x[0], x[1]);
      case FLOOR -> Math.floor(x[0]);
      case ROUND -> Math.rint(x[0]);
      case LESS -> truth(x[0] < x[1]);
      case LESS_OR_EQUAL -> truth(x[0] <= x[1]);
      case EQUAL -> truth(x[0] == x[1]);
      case SELECT -> x[0] != 0 ? x[1] : x[2];
      case TO_INT -> (int) x[0];
      case BITS -> Float.floatToRawIntBits((float) x[0]);
      default -> throw new IllegalStateException(operator + " takes no F32");
    };
  }

  private static double onInts(Operator operator, double[] x) {
    int i = (int) x[0];
    int j = x.length > 1 ? (int) x[1] : 0;
    int k = x.length > 2 ? (int) x[2] : 0;
    return switch (operator) {
      case TO_FLOAT -> i;
      case FROM_BITS -> Float.intBitsToFloat(i);
      default -> Integers.compute(operator, i, j, k);
    };
  }
}
