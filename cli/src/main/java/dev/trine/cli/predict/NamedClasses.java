package dev.trine.cli.predict;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import java.util.List;

/**
 * A set whose labels count the classes of a model: files know theirs by name, and may have fewer,
 * or others before them.
 */
final class NamedClasses implements Examples {
  private final Dataset set;
  private final Field target;
  private final List<String> classes;
  private final int[] numbers;

  private NamedClasses(Dataset set, Field target, List<String> classes) {
    this.set = set;
    this.target = target;
    this.classes = classes;
    numbers = target.classes().stream().mapToInt(this::number).toArray();
  }

  /**
   * The set, with the labels of its only target changed if need be.
   *
   * @throws DataException if it has a class that the model has not, naming it
   */
  static Dataset of(Dataset set, List<String> classes) {
    Field target = set.targets().get(0);
    return target.classes().isEmpty() || target.classes().equals(classes)
        ? set
        : Dataset.of(new NamedClasses(set, target, classes));
  }

  private int number(String name) {
    int number = classes.indexOf(name);
    if (number < 0) {
      throw new DataException(
          "There are examples of the class '%s', which the model does not know; it was trained on %s"
              .formatted(name, classes.isEmpty() ? "no classes" : classes));
    }
    return number;
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public List<Field> fields() {
    Field renamed = Field.labels(target.name(), classes);
    return set.fields().stream().map(field -> field.equals(target) ? renamed : field).toList();
  }

  @Override
  public boolean areFixed() {
    return set.examples().areFixed();
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    boolean isTarget = field.name().equals(target.name());
    set.copy(isTarget ? target : field, order, from, count, to);
    if (isTarget) {
      for (int i = 0; i < count; i++) {
        to.set(i, numbers[(int) to.get(i)]);
      }
    }
  }
}
