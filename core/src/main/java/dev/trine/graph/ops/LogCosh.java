package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.abs;
import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.less;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.function.Functions.expMinusOne;
import static dev.trine.expression.function.Functions.logOnePlus;
import static dev.trine.expression.function.Functions.tanh;

import dev.trine.expression.Expression;

/**
 * {@code ln cosh(a − b)}: about ½·d² of small differences and |d| − ln 2 of large ones (Chen et al.
 * 2018, <i>Log hyperbolic cosine loss improves variational auto-encoder</i>).
 */
public record LogCosh() implements LossFormula {
  @Override
  public String name() {
    return "log cosh";
  }

  /**
   * With m = e^−|d| − 1, cosh d is {@code 1 + m²/(2·(1 + m))}, which keeps small differences right.
   * Beyond 1, where that would overflow in the end, it is {@code |d| + ln((1 + e^−2|d|)/2)}.
   */
  @Override
  public Expression value(Expression output, Expression target) {
    Expression distance = abs(subtract(output, target));
    Expression less = expMinusOne(negate(distance));
    Expression twice = multiply(constant(2), add(constant(1), less));
    Expression near = logOnePlus(divide(multiply(less, less), twice));
    Expression halved = multiply(constant(0.5), expMinusOne(multiply(constant(-2), distance)));
    Expression far = add(distance, logOnePlus(halved));
    return select(less(distance, constant(1)), near, far);
  }

  @Override
  public Expression derivative(Expression output, Expression target) {
    return tanh(subtract(output, target));
  }
}
