package dev.trine.dataset.split;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The classes of the examples of a set, to split it by. */
public final class ClassLabels {
  private ClassLabels() {}

  /**
   * The label of each example, in their order.
   *
   * @throws IllegalArgumentException if the set has not just one target, of one label an example
   */
  public static List<Integer> of(Dataset set) {
    Field field = field(set);
    List<Integer> labels = new ArrayList<>(set.size());
    for (int i = 0; i < set.size(); i++) {
      labels.add((int) set.read(field.name(), i)[0]);
    }
    return labels;
  }

  /** The field of labels. */
  static Field field(Dataset set) {
    List<Field> targets = set.targets();
    if (targets.size() != 1
        || targets.get(0).classes().isEmpty()
        || !targets.get(0).type().shape().equals(Shape.of())) {
      throw new IllegalArgumentException(
          "The targets of the set are %s, expected a single one, with classes and one label an example"
              .formatted(targets));
    }
    return targets.get(0);
  }
}
