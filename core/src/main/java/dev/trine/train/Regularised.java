package dev.trine.train;

import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;

/**
 * An optimizer that also keeps weights small; biases, scales and shifts are left alone. Penalties
 * are part of what is made small, so that their gradient goes through the optimizer's moments:
 * {@code g' = g + l2·p + l1·sign(p)}, of {@code l2/2·Σp²} and {@code l1·Σ|p|}. Decoupled weight
 * decay shrinks parameters beside it (Loshchilov and Hutter 2019): {@code p −= rate·weightDecay·p},
 * before the step. For plain gradient descent decay and L2 are the same; for adaptive methods they
 * are not.
 */
public record Regularised(Optimizer optimizer, double l1, double l2, double weightDecay)
    implements AdaptedOptimizer {
  public Regularised {
    Checks.notNegative("l1", l1);
    Checks.notNegative("l2", l2);
    Checks.notNegative("weightDecay", weightDecay);
  }

  @Override
  public Regularised withL1(double value) {
    return new Regularised(optimizer, value, l2, weightDecay);
  }

  @Override
  public Regularised withL2(double value) {
    return new Regularised(optimizer, l1, value, weightDecay);
  }

  @Override
  public Regularised withWeightDecay(double value) {
    return new Regularised(optimizer, l1, l2, value);
  }

  @Override
  public Operands adapted(Operands of) {
    if (!of.decays()) {
      return of;
    }
    Expression p = of.parameter();
    Expression g = of.gradient();
    if (l2 != 0) {
      g = fma(parameter(l2), p, g);
    }
    if (l1 != 0) {
      g = fma(parameter(l1), Signum.of(p), g);
    }
    Expression shrunk =
        weightDecay == 0 ? p : fma(multiply(negate(of.rate()), parameter(weightDecay)), p, p);
    return of.withParameter(shrunk).withGradient(g);
  }
}
