package dev.trine.train;

import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;
import dev.trine.expression.function.ExpMinusOne;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, algorithm 1). With t the number of this update, from 1: {@code m =
 * beta1·m + (1 − beta1)·g}, {@code v = beta2·v + (1 − beta2)·g²}, {@code p −= rate·(m / (1 −
 * beta1^t)) / (√(v / (1 − beta2^t)) + epsilon)}.
 */
public record AdaptiveMoments(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  public AdaptiveMoments {
    Optimizers.checkLearningRate(learningRate);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.positive("epsilon", epsilon);
  }

  @Override
  public int moments() {
    return 2;
  }

  /**
   * The rate comes last, and corrections apply to roots, since no other product with them is sure
   * to be finite.
   */
  @Override
  public List<Expression> step(Operands of) {
    Expression g = of.gradient();
    Expression descent = negate(of.rate());
    Expression m = fma(parameter(beta1), of.moments().get(0), multiply(parameter(1 - beta1), g));
    Expression v =
        fma(parameter(beta2), of.moments().get(1), multiply(multiply(parameter(1 - beta2), g), g));
    Expression unbiased = multiply(m, divide(parameter(1), bias(beta1, of.t())));
    Expression root =
        fma(sqrt(v), sqrt(divide(parameter(1), bias(beta2, of.t()))), parameter(epsilon));
    return List.of(fma(descent, divide(unbiased, root), of.parameter()), m, v);
  }

  /** {@code 1 − beta^t}, exact also where beta is close to 1. */
  private static Expression bias(double beta, Expression t) {
    return negate(new ExpMinusOne().of(multiply(t, parameter(Math.log(beta)))));
  }
}
