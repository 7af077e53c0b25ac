package dev.trine.conformance.catalogue;

import dev.trine.train.GradientDescent;

/** The bound of a step of gradient descent: roundoffs of the terms of each sum. */
record SgdBound(GradientDescent sgd, boolean decays) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] bounds = new double[run.after(tensor).length];
    for (int i = 0; i < bounds.length; i++) {
      double parameter = Math.abs(run.before("parameters")[i]);
      double decay = decays ? sgd.weightDecay() * parameter : 0;
      double gradient = Math.abs(run.before("gradients")[i]) + decay;
      double velocity =
          sgd.momentum() == 0
              ? gradient
              : sgd.momentum() * Math.abs(run.before("velocity")[i]) + gradient;
      double magnitude =
          switch (tensor) {
            case "parameters" -> parameter + sgd.learningRate() * (gradient + velocity);
            case "velocity" -> velocity;
            default -> throw new IllegalArgumentException(tensor);
          };
      bounds[i] = Rounding.bound(Rounding.ARITHMETIC, magnitude);
    }
    return bounds;
  }
}
