package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.updated;

import dev.trine.backend.op.Sgd;
import java.util.ArrayList;
import java.util.List;

/** Gradient descent, plain and with momentum, with weights that decay and others that do not. */
final class SgdCases {
  private static final double RATE = (float) 0.05;
  private static final int[] LENGTHS = {1, 6, 13, 207, 2046, 4098, 100_003, 1 << 22};

  private SgdCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      cases.add(sgd("", new Sgd(0.9, false, 0.01, length / 2), length, true));
    }
    for (boolean healthy : new boolean[] {true, false}) {
      cases.add(sgd("plain", new Sgd(0, false, 0, 0), 207, healthy));
      cases.add(sgd("plain with decay", new Sgd(0, false, 0.01, 101), 207, healthy));
      cases.add(sgd("momentum", new Sgd(0.9, false, 0, 0), 207, healthy));
      cases.add(sgd("Nesterov", new Sgd(0.9, true, 0.01, 207), 207, healthy));
    }
    Sgd momentum = new Sgd(0.9, false, 0, 0);
    Sgd nesterov = new Sgd(0.9, true, 0.01, 101);
    cases.add(sgd("large numbers", nesterov, Values.uniform(-0x1p120, 0x1p120), 207, true));
    cases.add(sgd("small numbers", nesterov, Values.uniform(-0x1p-110, 0x1p-110), 207, true));
    // A step takes a fifth of the parameters beyond the range of floats, but no velocity.
    Values near = Values.uniform(-1, 1).except(i -> i % 5 == 2, (float) -3.4e38);
    Values far = near.except(i -> i % 5 == 2, (float) 1.7e38);
    for (boolean healthy : new boolean[] {true, false}) {
      cases.add(sgd("overflow", new Sgd(0, false, 0, 0), near, far, 207, healthy));
      cases.add(sgd("overflow with momentum", momentum, near, far, 207, healthy));
      cases.add(sgd("overflow with Nesterov", nesterov, near, far, 207, healthy));
    }
    cases.add(sgd("overflow of a velocity", momentum, one(1), one(3e38), 207, true));
    cases.add(sgd("no number", momentum, one(Double.NaN), Values.uniform(-1, 1), 207, true));
    return cases;
  }

  private static OpCase sgd(String what, Sgd spec, int length, boolean healthy) {
    return sgd(what, spec, Values.uniform(-1, 1), length, healthy);
  }

  /** One element of this value, the last of 207. */
  private static Values one(double value) {
    return Values.uniform(-1, 1).except(206, (float) value);
  }

  private static OpCase sgd(String what, Sgd spec, Values values, int length, boolean healthy) {
    return sgd(what, spec, values, values, length, healthy);
  }

  /**
   * @param gradients are the velocity, too
   */
  private static OpCase sgd(
      String what, Sgd spec, Values parameters, Values gradients, int length, boolean healthy) {
    List<Argument> arguments = new ArrayList<>();
    Tolerance tolerance = UpdateCases.predicated(healthy, new SgdBound(spec, RATE));
    arguments.add(updated("parameters", parameters, tolerance, length));
    arguments.add(input("gradients", gradients, length));
    if (spec.momentum() != 0) {
      arguments.add(updated("velocity", gradients, tolerance, length));
    }
    arguments.add(input("rate", Values.of(RATE), 1));
    arguments.add(UpdateCases.markable(3, healthy));
    return new OpCase(
        "sgd",
        "%s of %s, %s decayed, %s"
            .formatted(what, length, spec.decayed(), healthy ? "healthy" : "unhealthy")
            .strip(),
        arguments,
        (backend, tensors) ->
            backend.sgd(
                spec,
                tensors.get("parameters"),
                tensors.get("gradients"),
                tensors.get("velocity"),
                tensors.get("rate"),
                tensors.get("stepState")),
        6.0 * length);
  }
}
