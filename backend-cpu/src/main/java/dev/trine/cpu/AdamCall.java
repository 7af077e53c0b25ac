package dev.trine.cpu;

import dev.trine.backend.op.Adam;
import dev.trine.backend.op.StepState;

/** One step of Adam. */
final class AdamCall extends BlockwiseCall {
  private final Adam spec;
  private final Region parameters;
  private final Region gradients;
  private final Region firstMoment;
  private final Region secondMoment;
  private final Region rate;
  private final Region stepState;

  private float currentRate;
  private float unbiased;
  private float rootScale;
  private float kept;

  AdamCall(
      Gate gate,
      Adam spec,
      Region parameters,
      Region gradients,
      Region firstMoment,
      Region secondMoment,
      Region rate,
      Region stepState) {
    super(
        gate,
        "adam",
        parameters.elements(),
        parameters,
        gradients,
        firstMoment,
        secondMoment,
        rate,
        stepState);
    this.spec = spec;
    this.parameters = parameters;
    this.gradients = gradients;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.rate = rate;
    this.stepState = stepState;
  }

  @Override
  boolean begin() {
    int t = stepState.getInt(StepState.STEP) + 1;
    currentRate = rate.get(0);
    unbiased = (float) (1 / (1 - Math.pow(spec.beta1(), t)));
    rootScale = (float) (1 / Math.sqrt(1 - Math.pow(spec.beta2(), t)));
    kept = (float) (1 - currentRate * spec.weightDecay());
    return stepState.getInt(StepState.HEALTHY) != 0;
  }

  @Override
  void block(int start, int count, Blocks blocks) {
    float[] p = blocks.first();
    float[] g = blocks.second();
    float[] m = blocks.third();
    float[] v = blocks.fourth();
    parameters.get(start, p, count);
    gradients.get(start, g, count);
    firstMoment.get(start, m, count);
    secondMoment.get(start, v, count);
    if (spec.weightDecay() != 0 && start < spec.decayed()) {
      shrink(p, kept, (int) Math.min(count, spec.decayed() - start));
    }
    average(m, (float) spec.beta1(), g, (float) (1 - spec.beta1()), count);
    RowLoops.square(g, count);
    average(v, (float) spec.beta2(), g, (float) (1 - spec.beta2()), count);
    descend(p, m, v, count);
    // A first moment that is not finite leaves no such parameter.
    if (!Finite.all(p, count, g) || !Finite.all(v, count, g)) {
      keep(start, count, p, m, v);
    }
    parameters.put(start, p, count);
    firstMoment.put(start, m, count);
    secondMoment.put(start, v, count);
  }

  private static void shrink(float[] p, float factor, int count) {
    for (int i = 0; i < count; i++) {
      p[i] *= factor;
    }
  }

  private static void average(float[] a, float weightOfA, float[] b, float weightOfB, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = weightOfA * a[i] + weightOfB * b[i];
    }
  }

  private void descend(float[] p, float[] m, float[] v, int count) {
    descend(p, m, v, count, currentRate, unbiased, rootScale, (float) spec.epsilon());
  }

  /** The rate comes last, since no other product with it is sure to be finite. */
  private static void descend(
      float[] p,
      float[] m,
      float[] v,
      int count,
      float rate,
      float unbiased,
      float scale,
      float epsilon) {
    for (int i = 0; i < count; i++) {
      p[i] -= rate * (unbiased * m[i] / ((float) Math.sqrt(v[i]) * scale + epsilon));
    }
  }

  /** Takes back what is not finite. */
  private void keep(int start, int count, float[] p, float[] m, float[] v) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(p[i]) || !Float.isFinite(v[i])) {
        p[i] = parameters.get(start + i);
        m[i] = firstMoment.get(start + i);
        v[i] = secondMoment.get(start + i);
        stepState.putInt(StepState.OVERFLOWED, 1);
      }
    }
  }
}
