package dev.trine.expression;

import dev.trine.expression.Expression.Application;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Operation;
import dev.trine.expression.Expression.Parameter;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Other expressions in place of what an expression loads. */
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
    Substitution substitution = new Substitution();
    for (Expression part : Parts.of(List.of(expression))) {
      substitution.done.put(
          part, part instanceof Load load ? replacement.apply(load) : substitution.rebuilt(part));
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
    return part instanceof Application application
        ? new Application(application.function(), arguments)
        : part;
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
