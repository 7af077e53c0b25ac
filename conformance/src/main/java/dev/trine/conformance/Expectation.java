package dev.trine.conformance;

import dev.trine.backend.Precision;
import dev.trine.conformance.catalogue.Argument;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.ReferenceRun;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a case must come to: the same for every backend of one precision, and often dearer than the
 * case itself.
 */
public final class Expectation {
  private final OpCase opCase;
  private final Map<String, double[]> initial;
  private final ReferenceRun reference;
  private final Map<String, double[]> bounds = new LinkedHashMap<>();

  private Expectation(OpCase opCase, Precision precision) {
    this.opCase = opCase;
    initial = opCase.draw();
    reference = ReferenceRun.of(opCase, precision);
    for (Argument argument : opCase.arguments()) {
      bounds.put(argument.name(), argument.tolerance().bound().of(argument.name(), reference));
    }
  }

  /**
   * Runs the reference.
   *
   * @param precision of the backends that are compared with it
   */
  public static Expectation of(OpCase opCase, Precision precision) {
    return new Expectation(opCase, precision);
  }

  public OpCase opCase() {
    return opCase;
  }

  /** A tensor's contents before the op runs. */
  double[] initial(Argument argument) {
    return initial.get(argument.name());
  }

  /** How near a tensor's contents come to what they must be. */
  Agreement with(Argument argument, double[] actual) {
    String name = argument.name();
    return Agreement.between(argument, actual, reference.after(name), bounds.get(name));
  }
}
