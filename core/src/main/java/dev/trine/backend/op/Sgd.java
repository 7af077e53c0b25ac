package dev.trine.backend.op;

/**
 * Stochastic gradient descent with momentum (Polyak 1964; Sutskever et al. 2013). With gradient
 * {@code g' = g + weightDecay·p} for the first {@code decayed} parameters and {@code g' = g} for
 * the others: {@code v = momentum·v + g'}, {@code p −= rate·v}, or with Nesterov's form {@code p −=
 * rate·(g' + momentum·v)}.
 *
 * @param decayed how many parameters, from the first, decay
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay, long decayed) {
  public Sgd {
    Checks.fraction("momentum", momentum);
    Checks.notNegative("weightDecay", weightDecay);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Nesterov's form needs a momentum above 0");
    }
  }
}
