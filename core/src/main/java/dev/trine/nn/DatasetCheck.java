package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Locale;

/** Whether a data set is one for a network. */
public final class DatasetCheck {
  private DatasetCheck() {}

  /**
   * Checks that a network can be trained or measured on a set.
   *
   * @throws IllegalArgumentException if the set is empty, or its inputs or targets do not fit
   */
  public static void check(Network network, Dataset dataset, Objective objective) {
    checkInputs(network, dataset);
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("The data set is empty");
    }
    objective.terms().forEach(term -> check(network, dataset, term));
    if (objective.weights() != null) {
      requireType(dataset, objective.weights(), TensorType.f32(), "The weights are");
    }
  }

  /** Checks that a network can be run on a set, whatever its targets. */
  static void checkInputs(Network network, Dataset dataset) {
    for (Network.Input input : network.inputs()) {
      requireType(dataset, input.name(), input.type(), "The network takes");
    }
  }

  private static void requireType(Dataset dataset, String name, TensorType wanted, String taker) {
    TensorType found = dataset.field(name).type();
    if (!found.equals(wanted)) {
      throw new IllegalArgumentException(
          "%s '%s' as %s an example, the data set has it as %s%s"
              .formatted(
                  taker,
                  name,
                  wanted,
                  found,
                  found.type() == wanted.type()
                      ? ""
                      : "; give the network's input that type, and begin with scale(factor, shift)"));
    }
  }

  private static void check(Network network, Dataset dataset, Objective.Term term) {
    Shape output = network.output(term.output());
    TensorType wanted = term.loss().target(output.batched(1));
    Field target = dataset.field(term.target());
    if (wanted.type() != target.type().type()) {
      throw new IllegalArgumentException(
          "The loss of '%s' takes targets of type %s, the field '%s' of the data set is %s%s"
              .formatted(
                  term.output(),
                  wanted.type(),
                  target.name(),
                  target.type().type(),
                  target.classes().isEmpty() ? "" : ": class labels"));
    }
    if (!target.classes().isEmpty() && output.elements() != target.classes().size()) {
      throw unfit(term, output.elements(), target.classes().size());
    }
    Activation last = network.lastActivation(term.output());
    if (term.loss().takesScores() && last != Activation.IDENTITY) {
      throw new IllegalArgumentException(
          "The loss takes scores, of which it makes probabilities itself, but '%s' ends with the activation %s; leave that out"
              .formatted(term.output(), last.name().toLowerCase(Locale.ROOT)));
    }
    if (wanted.elements() != target.type().elements()) {
      throw unfit(term, wanted.elements(), target.type().elements());
    }
  }

  private static IllegalArgumentException unfit(Objective.Term term, long given, long needed) {
    return new IllegalArgumentException(
        "The output '%s' gives %s values, the field '%s' of the data set needs %s"
            .formatted(term.output(), given, term.target(), needed));
  }
}
