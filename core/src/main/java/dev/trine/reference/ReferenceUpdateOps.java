package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Adam;
import dev.trine.backend.op.Sgd;
import dev.trine.backend.op.StepState;
import dev.trine.backend.op.UpdateOps;

/** The end of a training step, as the papers write it. */
final class ReferenceUpdateOps implements UpdateOps {
  private final ReferenceQueue queue;

  ReferenceUpdateOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call guard(View loss, View squaredNorm, View stepState) {
    Contract.guard(loss, squaredNorm, stepState);
    return queue.bind(
        () -> {
          boolean finite =
              Double.isFinite(Floats.of(loss).get(0))
                  && Double.isFinite(Floats.of(squaredNorm).get(0));
          if (!finite) {
            Ints.of(stepState).set(StepState.HEALTHY, 0);
          }
        },
        loss,
        squaredNorm,
        stepState);
  }

  @Override
  public Call sgd(
      Sgd spec, View parameters, View gradients, View velocity, View rate, View stepState) {
    Contract.sgd(spec, parameters, gradients, velocity, rate, stepState);
    return queue.bind(
        () -> {
          if (healthy(stepState)) {
            descend(
                spec,
                Floats.of(parameters),
                Floats.of(gradients),
                Floats.ofNullable(velocity),
                Floats.of(rate).get(0));
          }
        },
        parameters,
        gradients,
        velocity,
        rate,
        stepState);
  }

  @Override
  public Call adam(
      Adam spec,
      View parameters,
      View gradients,
      View firstMoment,
      View secondMoment,
      View rate,
      View stepState) {
    Contract.adam(spec, parameters, gradients, firstMoment, secondMoment, rate, stepState);
    return queue.bind(
        () -> {
          if (healthy(stepState)) {
            adapt(
                spec,
                Floats.of(parameters),
                Floats.of(gradients),
                Floats.of(firstMoment),
                Floats.of(secondMoment),
                Floats.of(rate).get(0),
                Ints.of(stepState).get(StepState.STEP) + 1);
          }
        },
        parameters,
        gradients,
        firstMoment,
        secondMoment,
        rate,
        stepState);
  }

  @Override
  public Call commit(View values, View totals, View stepState) {
    Contract.commit(values, totals, stepState);
    return queue.bind(
        () -> {
          if (healthy(stepState)) {
            Floats sums = Floats.of(totals);
            Floats added = Floats.of(values);
            sums.setAll(i -> sums.get(i) + added.get(i));
            Ints state = Ints.of(stepState);
            state.set(StepState.STEP, state.get(StepState.STEP) + 1);
          }
        },
        values,
        totals,
        stepState);
  }

  private static void descend(Sgd spec, Floats p, Floats g, Floats velocity, double rate) {
    for (int i = 0; i < p.count(); i++) {
      double gradient = g.get(i) + (i < spec.decayed() ? spec.weightDecay() * p.get(i) : 0);
      double step = gradient;
      if (velocity != null) {
        double v = spec.momentum() * velocity.get(i) + gradient;
        velocity.set(i, v);
        step = spec.nesterov() ? gradient + spec.momentum() * v : v;
      }
      p.set(i, p.get(i) - rate * step);
    }
  }

  private static void adapt(
      Adam spec, Floats p, Floats g, Floats first, Floats second, double rate, int t) {
    double firstCorrection = 1 - Math.pow(spec.beta1(), t);
    double secondCorrection = 1 - Math.pow(spec.beta2(), t);
    for (int i = 0; i < p.count(); i++) {
      double gradient = g.get(i);
      double m = spec.beta1() * first.get(i) + (1 - spec.beta1()) * gradient;
      double v = spec.beta2() * second.get(i) + (1 - spec.beta2()) * gradient * gradient;
      first.set(i, m);
      second.set(i, v);
      double decay = i < spec.decayed() ? rate * spec.weightDecay() * p.get(i) : 0;
      double step =
          rate * (m / firstCorrection) / (Math.sqrt(v / secondCorrection) + spec.epsilon());
      p.set(i, p.get(i) - decay - step);
    }
  }

  private static boolean healthy(View stepState) {
    return Ints.of(stepState).get(StepState.HEALTHY) != 0;
  }
}
