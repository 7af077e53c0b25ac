package dev.trine.conformance.catalogue;

import dev.trine.train.AdaptiveMoments;

/**
 * The bound of a step of Adam: roundoffs of the terms of each sum. The step gets those of three
 * elementary functions, for {@code 1 − beta^t}, the root and the quotients. As a difference in
 * single precision {@code 1 − 0.999} alone errs by 200 roundoffs; {@code −expm1(t·ln beta)} does
 * not.
 */
record AdamBound(AdaptiveMoments adam, boolean decays, int t) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double firstCorrection = 1 - Math.pow(adam.beta1(), t);
    double secondCorrection = 1 - Math.pow(adam.beta2(), t);
    double[] bounds = new double[run.after(tensor).length];
    for (int i = 0; i < bounds.length; i++) {
      double first = first(run, i);
      double second = run.after("secondMoment")[i];
      bounds[i] =
          switch (tensor) {
            case "firstMoment" -> Rounding.bound(Rounding.ARITHMETIC, first);
            case "secondMoment" -> Rounding.bound(Rounding.ARITHMETIC, second);
            case "parameters" -> {
              double step =
                  adam.learningRate()
                      * (first / firstCorrection)
                      / (Math.sqrt(second / secondCorrection) + adam.epsilon());
              yield ofParameter(run.before(tensor)[i], step);
            }
            default -> throw new IllegalArgumentException(tensor);
          };
    }
    return bounds;
  }

  private double first(ReferenceRun run, int i) {
    return adam.beta1() * Math.abs(run.before("firstMoment")[i])
        + (1 - adam.beta1()) * Math.abs(run.before("gradients")[i]);
  }

  private double ofParameter(double before, double step) {
    double decay = decays ? adam.learningRate() * adam.weightDecay() * before : 0;
    return Rounding.bound(Rounding.ARITHMETIC, Math.abs(before) + Math.abs(decay))
        + Rounding.bound(3 * Rounding.FUNCTION, step);
  }
}
