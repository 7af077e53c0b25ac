package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.updated;

import dev.trine.backend.op.Adam;
import java.util.ArrayList;
import java.util.List;

/** Adam at its first and at later steps, with weights that decay and others that do not. */
final class AdamCases {
  private static final double RATE = (float) 1e-3;
  private static final int[] LENGTHS = {1, 6, 13, 207, 2046, 4098, 100_003, 1 << 22};

  private AdamCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      cases.add(adam(decaying(length / 2), length, 1, true));
    }
    cases.add(firstStepOfBiases());
    for (int t : new int[] {1, 2, 10, 1000, 1_000_000}) {
      cases.add(adam(decaying(0), 207, t, true));
    }
    cases.add(adam(decaying(207), 207, 1, true));
    cases.add(adam(decaying(101), 207, 1000, true));
    cases.add(adam(decaying(101), 207, 1, false));
    cases.add(adam(decaying(101), 207, 1000, false));
    cases.add(adam(new Adam(0, 0, 1e-8, 0, 0), 207, 1, true));
    cases.add(ofMagnitude("large", 0x1p60));
    cases.add(ofMagnitude("small", 0x1p-50));
    for (boolean healthy : new boolean[] {true, false}) {
      cases.add(overflowOfParameters(healthy));
      cases.add(overflowOfSecondMoments(healthy));
    }
    cases.add(noNumber());
    return cases;
  }

  /** The usual settings (Kingma and Ba 2015, section 2; Loshchilov and Hutter 2019). */
  private static Adam decaying(long parameters) {
    return new Adam(0.9, 0.999, 1e-8, 0.01, parameters);
  }

  /**
   * @param t the number of this update, from 1
   */
  private static OpCase adam(Adam spec, int length, int t, boolean healthy) {
    return adam(
        "of %s, beta %s, %s decayed, t = %s, %s"
            .formatted(length, spec.beta1(), spec.decayed(), t, healthy ? "healthy" : "unhealthy"),
        spec,
        ofSize(1),
        RATE,
        length,
        t,
        healthy);
  }

  /** Gradients whose squares are near the end of the range or small, and moments to match. */
  private static OpCase ofMagnitude(String what, double size) {
    return adam(what + " gradients", decaying(101), ofSize(size), RATE, 207, 10, true);
  }

  private static State ofSize(double size) {
    Values ofGradients = Values.uniform(-size, size);
    return new State(
        Values.uniform(-1, 1), ofGradients, ofGradients, Values.uniform(0, size * size));
  }

  /** All zeros, so that an error in {@code 1 − beta} or {@code 1 − beta^t} is not lost in sums. */
  private static OpCase firstStepOfBiases() {
    Values zeros = Values.constant(0);
    return adam(
        "first step from zeros",
        decaying(0),
        new State(zeros, Values.uniform(-1, 1), zeros, zeros),
        RATE,
        207,
        1,
        true);
  }

  /** A first step by the rate, the sign of the gradient apart, takes some beyond all floats. */
  private static OpCase overflowOfParameters(boolean healthy) {
    Values near = Values.uniform(-1, 1).except(AdamCases::isOneOfFive, (float) -3e38);
    Values zeros = Values.constant(0);
    State state = new State(near, Values.uniform(0.5, 1), zeros, zeros);
    String name = "overflow of parameters" + (healthy ? "" : ", unhealthy");
    return adam(name, decaying(101), state, (float) 1e38, 207, 1, healthy);
  }

  /** The squares of gradients alone. */
  private static OpCase overflowOfSecondMoments(boolean healthy) {
    Values gradients = Values.uniform(-1, 1).except(AdamCases::isOneOfFive, (float) 1.9e19);
    Values moments = Values.uniform(1, 2);
    State state = new State(Values.uniform(-1, 1), gradients, moments, moments);
    String name = "overflow of second moments" + (healthy ? "" : ", unhealthy");
    return adam(name, new Adam(0, 0, 1e-8, 0, 0), state, RATE, 207, 1, healthy);
  }

  /** The last parameter stays what it was, with its moments. */
  private static OpCase noNumber() {
    State usual = ofSize(1);
    Values parameters = usual.parameters.except(206, Double.NaN);
    State state = new State(parameters, usual.gradients, usual.firstMoment, usual.secondMoment);
    return adam("no number", decaying(101), state, RATE, 207, 10, true);
  }

  private static boolean isOneOfFive(int i) {
    return i % 5 == 2;
  }

  private record State(
      Values parameters, Values gradients, Values firstMoment, Values secondMoment) {}

  private static OpCase adam(
      String name, Adam spec, State state, double rate, int length, int t, boolean healthy) {
    Tolerance tolerance = UpdateCases.predicated(healthy, new AdamBound(spec, rate, t));
    return new OpCase(
        "adam",
        name,
        List.of(
            updated("parameters", state.parameters, tolerance, length),
            input("gradients", state.gradients, length),
            updated("firstMoment", state.firstMoment, tolerance, length),
            updated("secondMoment", state.secondMoment, tolerance, length),
            input("rate", Values.of(rate), 1),
            UpdateCases.markable(t - 1, healthy)),
        (backend, tensors) ->
            backend.adam(
                spec,
                tensors.get("parameters"),
                tensors.get("gradients"),
                tensors.get("firstMoment"),
                tensors.get("secondMoment"),
                tensors.get("rate"),
                tensors.get("stepState")),
        12.0 * length);
  }
}
