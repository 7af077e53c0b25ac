package dev.trine.backend.op;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019,
 * algorithm 2). With t the number of this update, from 1: {@code m = beta1·m + (1 − beta1)·g},
 * {@code v = beta2·v + (1 − beta2)·g²}, {@code p −= rate·(m / (1 − beta1^t)) / (√(v / (1 −
 * beta2^t)) + epsilon)}, before which the first {@code decayed} parameters shrink: {@code p −=
 * rate·weightDecay·p}.
 *
 * @param decayed how many parameters, from the first, decay
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay, long decayed) {
  public Adam {
    Checks.fraction("beta1", beta1);
    Checks.fraction("beta2", beta2);
    Checks.notNegative("weightDecay", weightDecay);
    Checks.positive("epsilon", epsilon);
  }
}
