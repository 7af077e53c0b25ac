package dev.trine.dataset.array;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.tensor.TensorType;
import java.util.List;

/** Examples whose fields are arrays of files, and are read when they are asked for. */
public final class StoredExamples implements Examples {
  private final List<Field> fields;
  private final List<StoredArray> arrays;

  private StoredExamples(List<Field> fields, List<StoredArray> arrays) {
    this.fields = fields;
    this.arrays = arrays;
  }

  /**
   * A set of an input, "features", of the type that its array gives, and a target, "targets".
   *
   * @throws DataException if there are not as many of the ones as of the others
   */
  public static Dataset of(StoredArray features, StoredTargets targets) {
    StoredArray other = targets.array();
    if (features.size() != other.size()) {
      throw new DataException(
          "%s has %s examples, but %s has %s: give two files that belong together"
              .formatted(features.source(), features.size(), other.source(), other.size()));
    }
    return Dataset.of(
        new StoredExamples(List.of(input(features), targets.field()), List.of(features, other)));
  }

  /** A set of an input alone, "features", of the type that its array gives. */
  public static Dataset of(StoredArray features) {
    return Dataset.of(new StoredExamples(List.of(input(features)), List.of(features)));
  }

  private static Field input(StoredArray array) {
    TensorType type = new TensorType(array.type().tensor(), StoredTargets.example(array));
    return Field.input(Dataset.FEATURES, type);
  }

  @Override
  public int size() {
    return arrays.get(0).size();
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  /** Who writes to the files during a call of fit is told not to. */
  @Override
  public boolean areFixed() {
    return true;
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    StoredArray array = arrays.get(fields.indexOf(field));
    long each = field.type().elements();
    for (int i = 0; i < count; i++) {
      array.copy(order[from + i], to, i * each);
    }
  }
}
