package dev.trine.train;

import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;
import java.util.List;

/**
 * Lion, evolved sign momentum (Chen et al. 2023, algorithm 2): {@code p −= rate·sign(beta1·m + (1 −
 * beta1)·g)}, then {@code m = beta2·m + (1 − beta2)·g}. All parameters move by the rate, so that
 * this is three to ten times smaller than Adam's, and weight decay as many times larger.
 */
public record EvolvedSign(double learningRate, double beta1, double beta2) implements Optimizer {
  public EvolvedSign {
    Optimizers.checkLearningRate(learningRate);
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public List<Expression> step(Operands of) {
    Expression direction = Signum.of(mixed(beta1, of));
    return List.of(fma(negate(of.rate()), direction, of.parameter()), mixed(beta2, of));
  }

  private static Expression mixed(double beta, Operands of) {
    return fma(parameter(beta), of.moments().get(0), multiply(parameter(1 - beta), of.gradient()));
  }
}
