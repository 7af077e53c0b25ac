package dev.trine.expression;

import java.util.List;

/**
 * A function of single-precision numbers, one small record each. It has two forms that are tested
 * against each other: its definition in double precision, and a tree of operations that has the
 * same bits on every machine.
 */
public interface Function {
  /** How many arguments it takes. */
  default int arity() {
    return 1;
  }

  /** The value in double precision, right to a few roundoffs over the whole range. */
  double evaluate(double... arguments);

  /** The value as a tree of operations, or of functions with such trees. */
  Expression expand(List<Expression> arguments);

  /**
   * The gradient of a loss with respect to an argument.
   *
   * @param argument which one
   * @param arguments as they were given
   * @param result the value, which may be used where it makes the gradient simpler
   * @param gradient that with respect to the value
   * @throws UnsupportedOperationException if it has none
   */
  default Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    throw new UnsupportedOperationException(this + " has no gradient");
  }

  /** This function of other expressions. */
  default Expression of(Expression... arguments) {
    return new Expression.Application(this, List.of(arguments));
  }
}
