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
    float[] v = blocks.third();
    parameters.get(start, p, count);
    gradients.get(start, step, count);
    if (spec.weightDecay() != 0 && start < spec.decayed()) {
      int decayed = (int) Math.min(count, spec.decayed() - start);
      addScaled(step, (float) spec.weightDecay(), p, decayed);
    }
    if (velocity != null) {
      float momentum = (float) spec.momentum();
      velocity.get(start, v, count);
      accelerate(v, momentum, step, count);
      if (spec.nesterov()) {
        addScaled(step, momentum, v, count);
      } else {
        step = v;
      }
    }
    addScaled(p, -currentRate, step, count);
    // A velocity that is not finite leaves no such parameter.
    if (!Finite.all(p, count, blocks.second())) {
      keep(start, count, p, v);
    }
    if (velocity != null) {
      velocity.put(start, v, count);
    }
    parameters.put(start, p, count);
  }

  /** Takes back what is not finite. */
  private void keep(int start, int count, float[] p, float[] v) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(p[i])) {
        p[i] = parameters.get(start + i);
        if (velocity != null) {
          v[i] = velocity.get(start + i);
        }
        stepState.putInt(StepState.OVERFLOWED, 1);
      }
    }
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
