package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.and;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Operator;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Formulas of many operations that share what they compute. */
final class RandomFormula {
  private static final int OPERATIONS = 40;
  private static final int RESULTS = 3;

  private RandomFormula() {}

  /** Two of F32, two of I32, the latter of each the same everywhere. */
  static List<Access> inputs(Shape extents) {
    return List.of(
        Access.dense(DType.F32, extents),
        Access.broadcast(DType.F32, Shape.of(1), extents),
        Access.dense(DType.I32, extents),
        Access.broadcast(DType.I32, Shape.of(1), extents));
  }

  static List<Expression> of(Random random) {
    List<Expression> values = new ArrayList<>();
    values.add(load(0));
    values.add(load(1));
    values.add(load(2, DType.I32));
    values.add(load(3, DType.I32));
    values.add(index(0));
    values.add(parameter(1.25));
    values.add(constant(Patterns.HARD_FLOATS[random.nextInt(Patterns.HARD_FLOATS.length)]));
    values.add(whole(Patterns.HARD_INTS[random.nextInt(Patterns.HARD_INTS.length)]));
    for (int i = 0; i < OPERATIONS; i++) {
      values.add(operation(values, random));
    }
    return values.subList(values.size() - RESULTS, values.size());
  }

  private static Expression operation(List<Expression> values, Random random) {
    Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
    if (operator == Operator.BITS) {
      // What was computed may be NaN, which has no promised bits.
      return new Operation(operator, List.of(load(random.nextInt(2))));
    }
    List<Expression> arguments = new ArrayList<>();
    for (DType type : operator.arguments()) {
      List<Expression> fitting = values.stream().filter(value -> value.type() == type).toList();
      // Mostly late ones, so that formulas are deep.
      int back = random.nextInt(random.nextBoolean() ? 3 : fitting.size());
      Expression argument = fitting.get(Math.max(0, fitting.size() - 1 - back));
      boolean isCondition = arguments.isEmpty() && operator.name().endsWith("SELECT");
      boolean isDistance = arguments.size() == 1 && operator.name().contains("SHIFT");
      arguments.add(
          isCondition
              ? intLess(argument, whole(0))
              : isDistance ? and(argument, whole(31)) : argument);
    }
    return new Operation(operator, arguments);
  }
}
