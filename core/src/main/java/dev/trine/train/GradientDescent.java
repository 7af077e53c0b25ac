package dev.trine.train;

import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;
import java.util.List;

/**
 * Stochastic gradient descent with momentum (Polyak 1964; Sutskever et al. 2013): {@code v =
 * momentum·v + g}, {@code p −= rate·v}, or with Nesterov's form {@code p −= rate·(g + momentum·v)}.
 */
public record GradientDescent(double learningRate, double momentum, boolean nesterov)
    implements Optimizer {
  public GradientDescent {
    Optimizers.checkLearningRate(learningRate);
    Checks.fraction("momentum", momentum);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Nesterov's form needs a momentum above 0");
    }
  }

  public GradientDescent withMomentum(double value) {
    return new GradientDescent(learningRate, value, nesterov);
  }

  /** With Nesterov's form of the momentum. */
  public GradientDescent withNesterov(double value) {
    return new GradientDescent(learningRate, value, true);
  }

  @Override
  public int moments() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public List<Expression> step(Operands of) {
    Expression p = of.parameter();
    Expression g = of.gradient();
    Expression descent = negate(of.rate());
    if (momentum == 0) {
      return List.of(fma(descent, g, p));
    }
    Expression v = fma(parameter(momentum), of.moments().get(0), g);
    return List.of(fma(descent, nesterov ? fma(parameter(momentum), v, g) : v, p), v);
  }
}
