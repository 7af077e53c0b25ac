package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Locale;

/** Whether a data set is one for a network. */
public final class DatasetCheck {
  private static final int MOST_LOOKED_AT = 1000;

  private DatasetCheck() {}

  /**
   * Checks that a network can be trained or measured on a set.
   *
   * @throws IllegalArgumentException if the set is empty, or its inputs or targets do not fit
   * @throws dev.trine.DataException if an input has an index beyond the table that it is for
   */
  public static void check(Network network, Dataset dataset, Objective objective) {
    checkInputs(network, dataset);
    requireExamples(dataset);
    objective.terms().forEach(term -> check(network, dataset, term));
    if (objective.weights() != null) {
      TensorType weight = dataset.field(objective.weights()).type();
      if (!weight.equals(TensorType.f32(objective.steps()))) {
        throw new IllegalArgumentException(
            "The weights '%s' are %s an example, the objective takes them as %s"
                .formatted(objective.weights(), weight, TensorType.f32(objective.steps())));
      }
    }
  }

  /**
   * Checks that the labels of a set, which are numbers, stand for the classes that are known, if
   * either has names for them.
   *
   * @param set what it is called in the error
   * @param place where the others are known
   * @throws IllegalArgumentException if they are others, or in another order
   */
  public static void requireClasses(Field target, String set, List<String> known, String place) {
    if (!known.isEmpty() && !target.classes().isEmpty() && !known.equals(target.classes())) {
      throw new IllegalArgumentException(
          "The classes of '%s' are %s in the %s and %s in the %s; give both the same, in the same order"
              .formatted(target.name(), target.classes(), set, known, place));
    }
  }

  /** The same of a set and what a model was told of an output. */
  static void requireClasses(Model model, String output, Field target) {
    requireClasses(target, "data set", model.classes(output), "model");
  }

  static void requireExamples(Dataset dataset) {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("The data set is empty");
    }
  }

  /**
   * Checks that a network can be run on a set, whatever its targets.
   *
   * @throws IllegalArgumentException if the set's inputs do not fit
   * @throws dev.trine.DataException if an input has an index beyond the table that it is for
   */
  public static void checkInputs(Network network, Dataset dataset) {
    for (Network.Input input : network.inputs()) {
      requireInput(dataset, input);
    }
    if (network.carries() && dataset.streams() == 0) {
      throw new IllegalArgumentException(
          "The network carries state from batch to batch, %s, but the data set is not made of streams that go on; make it by streams(count, window) of the whole series, or give the network layers that carry nothing"
              .formatted(network.carried().keySet()));
    }
    IndexCheck.check(network, dataset);
  }

  private static void requireInput(Dataset dataset, Network.Input input) {
    List<String> names = dataset.fields().stream().map(Field::name).toList();
    if (!names.contains(input.name())) {
      throw new IllegalArgumentException(
          "The network takes '%s', the data set has %s; call the network's input, or the field, as the other is"
              .formatted(input.name(), names));
    }
    TensorType found = dataset.field(input.name()).type();
    if (!found.equals(input.type())) {
      boolean isShape = found.type() == input.type().type();
      throw new IllegalArgumentException(
          "The network takes '%s' as %s an example, the data set has it as %s; give the network's input that %s"
              .formatted(
                  input.name(),
                  input.type(),
                  found,
                  isShape ? "shape" : "type, and begin with scale(factor, shift)"));
    }
  }

  private static void check(Network network, Dataset dataset, Objective.Term term) {
    Shape output = network.output(term.output());
    TensorType wanted = term.loss().target(output.batched(1));
    checkActivation(network, term);
    if (term.target() == null) {
      return;
    }
    Field target = dataset.field(term.target());
    if (wanted.type() != target.type().type()) {
      throw new IllegalArgumentException(
          "The loss of '%s' takes targets of type %s, the field '%s' of the data set is %s%s"
              .formatted(
                  term.output(),
                  wanted.type(),
                  target.name(),
                  target.type().type(),
                  target.classes().isEmpty() ? "; choose another loss for it" : ": class labels"));
    }
    if (!target.classes().isEmpty() && output.dimension(-1) != target.classes().size()) {
      throw unfit(term, output, output.dimension(-1), target.classes().size());
    }
    if (wanted.elements() != target.type().elements()) {
      throw unfit(term, output, wanted.elements(), target.type().elements());
    }
    checkValues(dataset, target, term.loss());
  }

  /** Looks at the targets of the first examples; others that there may not be make NaN. */
  private static void checkValues(Dataset dataset, Field target, Loss loss) {
    if (loss.expectedTargets().isEmpty()) {
      return;
    }
    for (int i = 0; i < Math.min(dataset.size(), MOST_LOOKED_AT); i++) {
      for (double value : dataset.read(target.name(), i)) {
        if (!loss.allowsTarget(value)) {
          throw new IllegalArgumentException(
              "Example %s of field '%s' has the target %s, expected %s; change the targets, or choose another loss"
                  .formatted(i, target.name(), value, loss.expectedTargets().get()));
        }
      }
    }
  }

  private static void checkActivation(Network network, Objective.Term term) {
    Activation last = network.lastActivation(term.output());
    if (term.loss().takesScores() && last != Activation.IDENTITY) {
      throw new IllegalArgumentException(
          "The loss takes scores, of which it makes probabilities itself, but '%s' ends with the activation %s; leave that out"
              .formatted(term.output(), last.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static IllegalArgumentException unfit(
      Objective.Term term, Shape output, long given, long needed) {
    String remedy = "; it is of shape %s: put flatten() before its last layer".formatted(output);
    return new IllegalArgumentException(
        "The output '%s' gives %s values, the field '%s' of the data set needs %s%s"
            .formatted(
                term.output(), given, term.target(), needed, output.rank() > 1 ? remedy : ""));
  }
}
