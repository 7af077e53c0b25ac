package dev.trine.train;

import dev.trine.backend.op.Sgd;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.ops.SgdUpdate;

/** Gradient descent, see {@link Sgd}. */
public record GradientDescent(
    double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer {
  public GradientDescent {
    Optimizers.checkLearningRate(learningRate);
    new Sgd(momentum, nesterov, weightDecay, 0); // checks the others
  }

  public GradientDescent withMomentum(double value) {
    return new GradientDescent(learningRate, value, nesterov, weightDecay);
  }

  /** With Nesterov's form of the momentum. */
  public GradientDescent withNesterov(double value) {
    return new GradientDescent(learningRate, value, true, weightDecay);
  }

  public GradientDescent withWeightDecay(double value) {
    return new GradientDescent(learningRate, momentum, nesterov, value);
  }

  @Override
  public int moments() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public void update(Graph graph, Operands on, long decayed) {
    SgdUpdate update = new SgdUpdate(new Sgd(momentum, nesterov, weightDecay, decayed));
    if (momentum == 0) {
      graph.effect(update, on.parameters(), on.gradients(), on.rate(), on.stepState());
    } else {
      Node velocity = on.moments().get(0);
      graph.effect(update, on.parameters(), on.gradients(), on.rate(), on.stepState(), velocity);
    }
  }
}
