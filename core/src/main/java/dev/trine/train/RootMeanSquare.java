package dev.trine.train;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5): {@code v = decay·v + (1 − decay)·g²}, {@code d =
 * g / (√v + epsilon)}, {@code p −= rate·d}. Centred (Graves 2013, equation 40) the root is of the
 * variance, {@code v − a²} with {@code a = decay·a + (1 − decay)·g}. With momentum {@code b =
 * momentum·b + d}, {@code p −= rate·b}.
 */
public record RootMeanSquare(
    double learningRate, double decay, double epsilon, boolean centred, double momentum)
    implements Optimizer {
  public RootMeanSquare {
    Optimizers.checkLearningRate(learningRate);
    Checks.fraction("decay", decay);
    Checks.positive("epsilon", epsilon);
    Checks.fraction("momentum", momentum);
  }

  public RootMeanSquare withMomentum(double value) {
    return new RootMeanSquare(learningRate, decay, epsilon, centred, value);
  }

  /** With roots of variances in the place of those of mean squares. */
  public RootMeanSquare withCentring() {
    return new RootMeanSquare(learningRate, decay, epsilon, true, momentum);
  }

  @Override
  public int moments() {
    return 1 + (centred ? 1 : 0) + (momentum == 0 ? 0 : 1);
  }

  /** A variance of less than 0 is the rounding of one of 0. */
  @Override
  public List<Expression> step(Operands of) {
    Expression g = of.gradient();
    Expression fresh = multiply(parameter(1 - decay), g);
    List<Expression> moments = new ArrayList<>();
    Expression v = fma(parameter(decay), of.moments().get(0), multiply(fresh, g));
    moments.add(v);
    Expression spread = v;
    if (centred) {
      Expression a = fma(parameter(decay), of.moments().get(1), fresh);
      moments.add(a);
      spread = max(fma(negate(a), a, v), constant(0));
    }
    Expression direction = divide(g, add(sqrt(spread), parameter(epsilon)));
    if (momentum != 0) {
      direction = fma(parameter(momentum), of.moments().get(moments.size()), direction);
      moments.add(direction);
    }
    moments.add(0, fma(negate(of.rate()), direction, of.parameter()));
    return moments;
  }
}
