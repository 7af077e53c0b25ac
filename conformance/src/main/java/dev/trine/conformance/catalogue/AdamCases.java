package dev.trine.conformance.catalogue;

import dev.trine.train.AdaptiveMoments;
import dev.trine.train.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** Adam at its first and at later steps, of weights that decay and of others. */
final class AdamCases {
  /** The usual settings (Kingma and Ba 2015, section 2; Loshchilov and Hutter 2019). */
  private static final Optimizer USUAL =
      new AdaptiveMoments((float) 1e-3, 0.9, 0.999, 1e-8).withWeightDecay(0.01);

  private static final Optimizer WITHOUT_MEMORY = new AdaptiveMoments((float) 1e-3, 0, 0, 1e-8);

  private static final int[] LENGTHS = {1, 6, 13, 207, 2046, 4098, 100_003, 1 << 20};

  private AdamCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (int length : LENGTHS) {
      cases.add(adam(USUAL, length % 2 == 0, length, 1, true));
    }
    cases.add(firstStepOfBiases());
    for (int t : new int[] {2, 10, 1000, 1_000_000}) {
      cases.add(adam(USUAL, false, 207, t, true));
    }
    for (int t : new int[] {1, 1000}) {
      cases.add(adam(USUAL, true, 207, t, true));
      cases.add(adam(USUAL, true, 207, t, false));
    }
    cases.add(adam(WITHOUT_MEMORY, false, 207, 1, true));
    cases.add(ofMagnitude("large", 0x1p60));
    cases.add(ofMagnitude("small", 0x1p-50));
    for (boolean healthy : new boolean[] {true, false}) {
      cases.add(overflowOfParameters(healthy));
      cases.add(overflowOfSecondMoments(healthy));
    }
    cases.add(noNumber());
    return cases;
  }

  /**
   * @param t the number of this update, from 1
   */
  private static OpCase adam(Optimizer adam, boolean decays, int length, int t, boolean healthy) {
    return adam(
        "of %s%s, t = %s".formatted(length, adam == WITHOUT_MEMORY ? " without memory" : "", t),
        adam,
        decays,
        ofSize(1),
        length,
        t,
        healthy);
  }

  /** Gradients whose squares are near the end of the range or small, and moments to match. */
  private static OpCase ofMagnitude(String what, double size) {
    return adam(what + " gradients", USUAL, true, ofSize(size), 207, 10, true);
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
        USUAL,
        false,
        new State(zeros, Values.uniform(-1, 1), zeros, zeros),
        207,
        1,
        true);
  }

  /** A first step by the rate, the sign of the gradient apart, takes some beyond all floats. */
  private static OpCase overflowOfParameters(boolean healthy) {
    Values near = Values.uniform(-1, 1).except(AdamCases::isOneOfFive, (float) -3e38);
    Values zeros = Values.constant(0);
    State state = new State(near, Values.uniform(0.5, 1), zeros, zeros);
    Optimizer fast = new AdaptiveMoments((float) 1e38, 0.9, 0.999, 1e-8).withWeightDecay(0.01);
    return adam("overflow of parameters", fast, true, state, 207, 1, healthy);
  }

  /** The squares of gradients alone. */
  private static OpCase overflowOfSecondMoments(boolean healthy) {
    Values gradients = Values.uniform(-1, 1).except(AdamCases::isOneOfFive, (float) 1.9e19);
    Values moments = Values.uniform(1, 2);
    State state = new State(Values.uniform(-1, 1), gradients, moments, moments);
    return adam("overflow of second moments", WITHOUT_MEMORY, false, state, 207, 1, healthy);
  }

  /** The last parameter stays what it was, with its moments. */
  private static OpCase noNumber() {
    State usual = ofSize(1);
    Values parameters = usual.parameters.except(206, Double.NaN);
    State state = new State(parameters, usual.gradients, usual.firstMoment, usual.secondMoment);
    return adam("no number", USUAL, true, state, 207, 10, true);
  }

  private static boolean isOneOfFive(int i) {
    return i % 5 == 2;
  }

  private record State(
      Values parameters, Values gradients, Values firstMoment, Values secondMoment) {}

  private static OpCase adam(
      String what,
      Optimizer adam,
      boolean decays,
      State state,
      int length,
      int t,
      boolean healthy) {
    return UpdateCases.of(
        "Adam, " + what,
        adam,
        decays,
        state.parameters,
        List.of(state.firstMoment, state.secondMoment),
        state.gradients,
        length,
        t,
        healthy);
  }
}
