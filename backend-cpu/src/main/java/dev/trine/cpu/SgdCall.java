package dev.trine.cpu;

import dev.trine.backend.op.Sgd;
import dev.trine.backend.op.StepState;

/** One step of gradient descent, with momentum where there is a velocity. */
final class SgdCall extends BlockwiseCall {
  private final Sgd spec;
  private final Region parameters;
  private final Region gradients;
  private final Region velocity;
  private final Region rate;
  private final Region stepState;
  private float currentRate;

  /**
   * @param velocity null without momentum
   */
  SgdCall(
      Gate gate,
      Sgd spec,
      Region parameters,
      Region gradients,
      Region velocity,
      Region rate,
      Region stepState) {
    super(gate, "sgd", parameters.elements(), parameters, gradients, velocity, rate, stepState);
    this.spec = spec;
    this.parameters = parameters;
    this.gradients = gradients;
    this.velocity = velocity;
    this.rate = rate;
    this.stepState = stepState;
  }

  @Override
  boolean begin() {
    currentRate = rate.get(0);
    return stepState.getInt(StepState.HEALTHY) != 0;
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    float[] p = blocks.first();
    float[] step = blocks.second();
    parameters.get(start, p, count);
    gradients.get(start, step, count);
    if (spec.weightDecay() != 0 && start < spec.decayed()) {
      int decayed = (int) Math.min(count, spec.decayed() - start);
      addScaled(step, (float) spec.weightDecay(), p, decayed);
    }
    if (velocity != null) {
      float[] v = blocks.third();
      float momentum = (float) spec.momentum();
      velocity.get(start, v, count);
      accelerate(v, momentum, step, count);
      velocity.put(start, v, count);
      if (spec.nesterov()) {
        addScaled(step, momentum, v, count);
      } else {
        step = v;
      }
    }
    addScaled(p, -currentRate, step, count);
    parameters.put(start, p, count);
  }

  private static void addScaled(float[] a, float factor, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] += factor * b[i];
    }
  }

  private static void accelerate(float[] v, float momentum, float[] g, int count) {
    for (int i = 0; i < count; i++) {
      v[i] = momentum * v[i] + g[i];
    }
  }
}
