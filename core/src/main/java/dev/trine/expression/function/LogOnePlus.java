package dev.trine.expression.function;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.expression.Expression;
import dev.trine.expression.Function;
import java.util.List;

/** ln(1 + x), right also near 0; within 2 ulp; −∞ at −1, NaN below; −0 is kept. */
public record LogOnePlus() implements Function {
  @Override
  public double evaluate(double... arguments) {
    return Math.log1p(arguments[0]);
  }

  @Override
  public Expression expand(List<Expression> arguments) {
    Expression x = arguments.get(0);
    Expression sum = add(constant(1), x);
    return Sign.copy(x, Domain.logarithm(sum, within(x)));
  }

  /** Where 1 + x is positive and finite; NaN is kept, −0 is not. */
  static Expression within(Expression x) {
    Expression sum = add(constant(1), x);
    // What the sum loses, exactly (Knuth, The Art of Computer Programming 2, section 4.2.2).
    Expression one = subtract(sum, x);
    Expression lost = add(subtract(x, subtract(sum, one)), subtract(constant(1), one));
    return SplitLog.of(Binade.of(sum, whole(0)), divide(lost, sum));
  }

  @Override
  public Expression pullback(
      int argument, List<Expression> arguments, Expression result, Expression gradient) {
    return divide(gradient, add(constant(1), arguments.get(0)));
  }
}
