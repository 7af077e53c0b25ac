package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.expression.Expression;

/** {@code |a − b|} (Bishop 1995, section 6.2, with R = 1), whose derivative is 0 where a = b. */
public record AbsoluteError() implements LossFormula {
  @Override
  public String name() {
    return "absolute error";
  }

  @Override
  public Expression value(Expression output, Expression target) {
    return abs(subtract(output, target));
  }

  @Override
  public Expression derivative(Expression output, Expression target) {
    Expression notAbove = select(less(output, target), constant(-1), constant(0));
    return select(less(target, output), constant(1), notAbove);
  }
}
