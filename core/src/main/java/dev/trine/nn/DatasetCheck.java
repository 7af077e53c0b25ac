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
   * @throws IllegalArgumentException if the set is empty, or its features or targets do not fit
   */
  public static void check(Network network, Dataset dataset, Loss loss) {
    checkFeatures(network, dataset);
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("The data set is empty");
    }
    long outputs = network.output().elements();
    TensorType wanted = loss.target(network.output().batched(1));
    Field targets = dataset.field("targets");
    int classes = targets.classes().size();
    if (wanted.type() != targets.type().type()) {
      throw new IllegalArgumentException(
          "The loss takes targets of type %s, those of the data set are %s%s"
              .formatted(
                  wanted.type(), targets.type().type(), classes > 0 ? ": class labels" : ""));
    }
    if (classes > 0 && outputs != classes) {
      throw unfit(outputs, classes);
    }
    if (loss.takesScores() && network.lastActivation() != Activation.IDENTITY) {
      throw new IllegalArgumentException(
          "The loss takes scores, of which it makes probabilities itself, but the network ends with the activation %s; leave that out"
              .formatted(network.lastActivation().name().toLowerCase(Locale.ROOT)));
    }
    if (wanted.elements() != targets.type().elements()) {
      throw unfit(wanted.elements(), targets.type().elements());
    }
  }

  /** Checks that a network can be run on a set, whatever its targets. */
  static void checkFeatures(Network network, Dataset dataset) {
    Shape features = dataset.field("features").type().shape();
    if (!features.equals(network.input())) {
      throw new IllegalArgumentException(
          "The data set has examples of shape %s, the network takes %s"
              .formatted(features, network.input()));
    }
  }

  private static IllegalArgumentException unfit(long outputs, long needed) {
    return new IllegalArgumentException(
        "The network gives %s outputs, the data set needs %s".formatted(outputs, needed));
  }
}
