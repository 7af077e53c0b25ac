package dev.trine.train;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;
import java.util.List;

/**
 * Adagrad (Duchi, Hazan and Singer 2011, figure 1, with diagonal matrices): {@code s += g²}, {@code
 * p −= rate·g / (√s + epsilon)}. What was often changed much is changed less, so that it suits rare
 * features; steps only ever become smaller.
 */
public record AdaptiveGradient(double learningRate, double epsilon) implements Optimizer {
  public AdaptiveGradient {
    Optimizers.checkLearningRate(learningRate);
    Checks.positive("epsilon", epsilon);
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public List<Expression> step(Operands of) {
    Expression g = of.gradient();
    Expression s = fma(g, g, of.moments().get(0));
    Expression direction = divide(g, add(sqrt(s), parameter(epsilon)));
    return List.of(fma(negate(of.rate()), direction, of.parameter()), s);
  }
}
