package dev.trine.train;

import dev.trine.backend.op.Adam;
import dev.trine.graph.Graph;
import dev.trine.graph.ops.AdamUpdate;

/** Adam and AdamW, see {@link Adam}. */
public record AdaptiveMoments(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  public AdaptiveMoments {
    Optimizers.checkLearningRate(learningRate);
    new Adam(beta1, beta2, epsilon, weightDecay, 0); // checks the others
  }

  public AdaptiveMoments withWeightDecay(double value) {
    return new AdaptiveMoments(learningRate, beta1, beta2, epsilon, value);
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void update(Graph graph, Operands on, long decayed) {
    graph.effect(
        new AdamUpdate(new Adam(beta1, beta2, epsilon, weightDecay, decayed)),
        on.parameters(),
        on.gradients(),
        on.moments().get(0),
        on.moments().get(1),
        on.rate(),
        on.stepState());
  }
}
