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
  public Call sgd(
      Sgd spec, View parameters, View gradients, View velocity, View rate, View stepState) {
    Contract.sgd(spec, parameters, gradients, velocity, rate, stepState);
    return queue.bind(
        () -> {
          if (healthy(stepState)) {
            boolean finite =
                descend(
                    spec,
                    Floats.of(parameters),
                    Floats.of(gradients),
                    Floats.ofNullable(velocity),
                    Floats.of(rate).get(0));
            note(finite, stepState);
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
            boolean finite =
                adapt(
                    spec,
                    Floats.of(parameters),
                    Floats.of(gradients),
                    Floats.of(firstMoment),
                    Floats.of(secondMoment),
                    Floats.of(rate).get(0),
                    Ints.of(stepState).get(StepState.STEP) + 1);
            note(finite, stepState);
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
          if (Ints.of(stepState).get(StepState.OVERFLOWED) != 0) {
            Ints.of(stepState).set(StepState.HEALTHY, 0);
          } else if (healthy(stepState)) {
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

  /** Whether all is finite. */
  private static boolean descend(Sgd spec, Floats p, Floats g, Floats velocity, double rate) {
    boolean finite = true;
    for (int i = 0; i < p.count(); i++) {
      double gradient = g.get(i) + (i < spec.decayed() ? spec.weightDecay() * p.get(i) : 0);
      double v = gradient + (velocity == null ? 0 : spec.momentum() * velocity.get(i));
      double parameter = p.get(i) - rate * (spec.nesterov() ? gradient + spec.momentum() * v : v);
      if (!fits(v) || !fits(parameter)) {
        finite = false;
        continue;
      }
      if (velocity != null) {
        velocity.set(i, v);
      }
      p.set(i, parameter);
    }
    return finite;
  }

  /** Whether all is finite. */
  private static boolean adapt(
      Adam spec, Floats p, Floats g, Floats first, Floats second, double rate, int t) {
    double firstCorrection = 1 - Math.pow(spec.beta1(), t);
    double secondCorrection = 1 - Math.pow(spec.beta2(), t);
    boolean finite = true;
    for (int i = 0; i < p.count(); i++) {
      double gradient = g.get(i);
      double m = spec.beta1() * first.get(i) + (1 - spec.beta1()) * gradient;
      double v = spec.beta2() * second.get(i) + (1 - spec.beta2()) * gradient * gradient;
      double decay = i < spec.decayed() ? rate * spec.weightDecay() * p.get(i) : 0;
      double step =
          rate * (m / firstCorrection) / (Math.sqrt(v / secondCorrection) + spec.epsilon());
      double parameter = p.get(i) - decay - step;
      if (!fits(m) || !fits(v) || !fits(parameter)) {
        finite = false;
        continue;
      }
      first.set(i, m);
      second.set(i, v);
      p.set(i, parameter);
    }
    return finite;
  }

  /** Whether it is finite in single precision, in which everything else computes. */
  private static boolean fits(double value) {
    return Float.isFinite((float) value);
  }

  private static void note(boolean finite, View stepState) {
    if (!finite) {
      Ints.of(stepState).set(StepState.OVERFLOWED, 1);
    }
  }

  private static boolean healthy(View stepState) {
    return Ints.of(stepState).get(StepState.HEALTHY) != 0;
  }
}
