package dev.trine.conformance.catalogue;

import dev.trine.train.GradientDescent;
import dev.trine.train.Optimizer;
import dev.trine.train.Optimizers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gradient descent, plain and with momentum, of weights that decay and of others. */
final class SgdCases {
  private static final GradientDescent PLAIN = Optimizers.sgd((float) 0.05);
  private static final int[] LENGTHS = {1, 6, 13, 207, 2046, 4098, 100_003, 1 << 20};

  private SgdCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    GradientDescent momentum = PLAIN.withMomentum(0.9);
    Optimizer nesterov = PLAIN.withNesterov(0.9).withL2(0.01);
    for (int length : LENGTHS) {
      cases.add(sgd("", momentum.withL2(0.01), length % 2 == 0, length, true));
    }
    for (boolean healthy : new boolean[] {true, false}) {
      cases.add(sgd("plain", PLAIN, false, 207, healthy));
      cases.add(sgd("plain with decay", PLAIN.withL2(0.01), true, 207, healthy));
      cases.add(sgd("momentum", momentum, false, 207, healthy));
      cases.add(sgd("Nesterov", nesterov, true, 207, healthy));
    }
    cases.add(sgd("large numbers", nesterov, true, Values.uniform(-0x1p120, 0x1p120), true));
    cases.add(sgd("small numbers", nesterov, true, Values.uniform(-0x1p-110, 0x1p-110), true));
    // A step takes a fifth of the parameters beyond the range of floats, but no velocity.
    Values near = Values.uniform(-1, 1).except(i -> i % 5 == 2, (float) -3.4e38);
    Values far = near.except(i -> i % 5 == 2, (float) 1.7e38);
    for (boolean healthy : new boolean[] {true, false}) {
      cases.add(sgd("overflow", PLAIN, false, near, far, 207, healthy));
      cases.add(sgd("overflow with momentum", momentum, false, near, far, 207, healthy));
      cases.add(sgd("overflow with Nesterov", nesterov, true, near, far, 207, healthy));
    }
    cases.add(sgd("overflow of a velocity", momentum, false, one(1), one(3e38), 207, true));
    Values ordinary = Values.uniform(-1, 1);
    cases.add(sgd("no number", momentum, false, one(Double.NaN), ordinary, 207, true));
    return cases;
  }

  /** One element of this value, the last of 207. */
  private static Values one(double value) {
    return Values.uniform(-1, 1).except(206, (float) value);
  }

  private static OpCase sgd(
      String what, Optimizer sgd, boolean decays, int length, boolean healthy) {
    Values values = Values.uniform(-1, 1);
    return sgd(what, sgd, decays, values, values, length, healthy);
  }

  private static OpCase sgd(
      String what, Optimizer sgd, boolean decays, Values values, boolean healthy) {
    return sgd(what, sgd, decays, values, values, 207, healthy);
  }

  /**
   * @param gradients are the velocity, too
   */
  private static OpCase sgd(
      String what,
      Optimizer sgd,
      boolean decays,
      Values parameters,
      Values gradients,
      int length,
      boolean healthy) {
    return UpdateCases.of(
        "SGD, %s of %s".formatted(what, length),
        sgd,
        decays,
        parameters,
        Collections.nCopies(sgd.moments(), gradients),
        gradients,
        length,
        3,
        healthy);
  }
}
