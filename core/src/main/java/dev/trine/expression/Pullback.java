package dev.trine.expression;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.lessOrEqual;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.select;

import dev.trine.expression.Expression.Application;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Operation;
import dev.trine.tensor.DType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse-mode differentiation of one expression (Griewank and Walther 2008, chapter 3): from the
 * gradient with respect to its value those with respect to what it loads. Nothing flows through
 * I32, rounding, or the condition of a selection. A selection lets the gradient through to one side
 * alone, so that an infinite gradient of the other is not multiplied by 0.
 */
public final class Pullback {
  private static final Constant ZERO = new Constant(0);

  private final Map<Expression, Expression> gradients = new IdentityHashMap<>();
  private final Set<Expression> varying = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Expression root;
  private final Expression result;

  private Pullback(Expression root, Expression result, List<Expression> parts) {
    this.root = root;
    this.result = result;
    for (Expression part : parts) {
      boolean varies =
          part instanceof Load || part.arguments().stream().anyMatch(varying::contains);
      if (varies && part.type() == DType.F32) {
        varying.add(part);
      }
    }
  }

  /**
   * The gradient with respect to each F32 load that the expression's value depends on smoothly.
   *
   * @param result stands for the expression's value in the gradients: the expression itself, or a
   *     load of where it was stored
   * @param gradient that with respect to the value
   */
  public static Map<Load, Expression> of(
      Expression expression, Expression result, Expression gradient) {
    List<Expression> order = Parts.of(List.of(expression));
    Pullback pullback = new Pullback(expression, result, order);
    pullback.gradients.put(expression, gradient);
    Map<Load, Expression> ofLoads = new LinkedHashMap<>();
    for (int i = order.size() - 1; i >= 0; i--) {
      Expression node = order.get(i);
      Expression flowing = pullback.gradients.get(node);
      if (flowing == null) {
        continue;
      }
      if (node instanceof Load load) {
        ofLoads.merge(load, flowing, Arithmetic::add);
      } else {
        pullback.propagate(node, flowing);
      }
    }
    return ofLoads;
  }

  private void propagate(Expression node, Expression gradient) {
    Expression value = node == root ? result : node;
    if (node instanceof Application application) {
      for (int i = 0; i < application.arguments().size(); i++) {
        Expression argument = application.arguments().get(i);
        if (varying.contains(argument)) {
          flow(
              argument,
              application.function().pullback(i, application.arguments(), value, gradient));
        }
      }
    } else if (node instanceof Operation operation) {
      throughOperation(operation.operator(), operation.arguments(), value, gradient);
    }
  }

  private void throughOperation(
      Operator operator, List<Expression> x, Expression value, Expression gradient) {
    switch (operator) {
      case ADD -> {
        flow(x.get(0), gradient);
        flow(x.get(1), gradient);
      }
      case SUBTRACT -> {
        flow(x.get(0), gradient);
        flow(x.get(1), negate(gradient));
      }
      case MULTIPLY -> {
        flow(x.get(0), multiply(gradient, x.get(1)));
        flow(x.get(1), multiply(gradient, x.get(0)));
      }
      case FMA -> {
        flow(x.get(0), multiply(gradient, x.get(1)));
        flow(x.get(1), multiply(gradient, x.get(0)));
        flow(x.get(2), gradient);
      }
      case DIVIDE -> {
        Expression ofNumerator = divide(gradient, x.get(1));
        flow(x.get(0), ofNumerator);
        flow(x.get(1), negate(multiply(ofNumerator, value)));
      }
      case SQRT -> flow(x.get(0), divide(multiply(gradient, constant(0.5)), value));
      case NEGATE -> flow(x.get(0), negate(gradient));
      case ABS -> {
        Expression notPositive = select(less(x.get(0), ZERO), negate(gradient), ZERO);
        flow(x.get(0), select(less(ZERO, x.get(0)), gradient, notPositive));
      }
      case MIN -> {
        flow(x.get(0), select(lessOrEqual(x.get(0), x.get(1)), gradient, ZERO));
        flow(x.get(1), select(less(x.get(1), x.get(0)), gradient, ZERO));
      }
      case MAX -> {
        flow(x.get(0), select(lessOrEqual(x.get(1), x.get(0)), gradient, ZERO));
        flow(x.get(1), select(less(x.get(0), x.get(1)), gradient, ZERO));
      }
      case SELECT -> {
        flow(x.get(1), select(x.get(0), gradient, ZERO));
        flow(x.get(2), select(x.get(0), ZERO, gradient));
      }
      default -> {
        // Rounding and conversions are constant almost everywhere.
      }
    }
  }

  private void flow(Expression to, Expression gradient) {
    if (varying.contains(to)) {
      gradients.merge(to, gradient, Pullback::sum);
    }
  }

  /** {@code a + b·c} rounds once where it can. */
  private static Expression sum(Expression first, Expression second) {
    return second instanceof Operation product && product.operator() == Operator.MULTIPLY
        ? fma(product.arguments().get(0), product.arguments().get(1), first)
        : Arithmetic.add(first, second);
  }
}
