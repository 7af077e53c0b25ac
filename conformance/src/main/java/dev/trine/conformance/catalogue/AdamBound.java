package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Adam;

/**
 * The bound of a step of Adam: roundoffs of the terms of each sum. The step gets those of three
 * elementary functions, for {@code 1 − beta^t}, the root and the quotients: 36 if OpenCL's each err
 * by what they may. As a difference in single precision {@code 1 − 0.999} alone errs by 200
 * roundoffs; the host's double and {@code −expm1(t·ln beta)} do not.
 */
record AdamBound(Adam spec, double rate, int t) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double firstCorrection = 1 - Math.pow(spec.beta1(), t);
    double secondCorrection = 1 - Math.pow(spec.beta2(), t);
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
                  rate
                      * (first / firstCorrection)
                      / (Math.sqrt(second / secondCorrection) + spec.epsilon());
              yield ofParameter(run.before(tensor)[i], step, i);
            }
            default -> throw new IllegalArgumentException(tensor);
          };
    }
    return bounds;
  }

  private double first(ReferenceRun run, int i) {
    return spec.beta1() * Math.abs(run.before("firstMoment")[i])
        + (1 - spec.beta1()) * Math.abs(run.before("gradients")[i]);
  }

  private double ofParameter(double before, double step, int i) {
    double decay = i < spec.decayed() ? rate * spec.weightDecay() * before : 0;
    return Rounding.bound(Rounding.ARITHMETIC, Math.abs(before) + Math.abs(decay))
        + Rounding.bound(3 * Rounding.FUNCTION, step);
  }
}
