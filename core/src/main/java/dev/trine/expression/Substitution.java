package dev.trine.expression;

import dev.trine.expression.Expression.Application;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Parameter;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Other expressions in place of the leaves of one. */
public final class Substitution {
  private final Map<Expression, Expression> done = new IdentityHashMap<>();

  private Substitution() {}

  /**
   * The expression with each load replaced.
   *
   * @param replacement gives for a load what stands in its place, of the same type
   */
  public static Expression ofLoads(
      Expression expression, java.util.function.Function<Load, Expression> replacement) {
    return ofLeaves(expression, leaf -> leaf instanceof Load load ? replacement.apply(load) : leaf);
  }

  /**
   * The expression with each leaf replaced: what is computed from nothing else.
   *
   * @param replacement gives for a leaf what stands in its place, of the same type; maybe the leaf
   */
  public static Expression ofLeaves(Expression expression, UnaryOperator<Expression> replacement) {
    Substitution substitution = new Substitution();
    for (Expression part : Parts.of(List.of(expression))) {
      boolean isLeaf = part.arguments().isEmpty();
      substitution.done.put(part, isLeaf ? replacement.apply(part) : substitution.rebuilt(part));
    }
    return substitution.done.get(expression);
  }

  private Expression rebuilt(Expression part) {
    List<Expression> arguments = part.arguments().stream().map(done::get).toList();
    if (part instanceof Operation operation) {
      return operation.operator() == Operator.MULTIPLY
          ? product(arguments.get(0), arguments.get(1))
          : new Operation(operation.operator(), arguments);
    }
    return new Application(((Application) part).function(), arguments);
  }

  /** A factor of 1, which gradients of sums bring, is left out. */
  private static Expression product(Expression a, Expression b) {
    if (isOne(a)) {
      return b;
    }
    return isOne(b) ? a : Arithmetic.multiply(a, b);
  }

  private static boolean isOne(Expression expression) {
    return expression instanceof Parameter parameter && parameter.value() == 1
        || expression instanceof Constant constant && constant.value() == 1;
  }
}
