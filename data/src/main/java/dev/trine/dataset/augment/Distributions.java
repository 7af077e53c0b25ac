package dev.trine.dataset.augment;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * A set with its labels as distributions over the classes, 1 for the label and 0 for the others, as
 * {@link MixUp} and {@code softmaxCrossEntropyOfDistributions()} take them.
 */
public final class Distributions implements Examples {
  private final Dataset set;

  private Distributions(Dataset set) {
    this.set = set;
  }

  /** The set with every target of one label an example as numbers, F32 [classes]. */
  public static Dataset of(Dataset set) {
    return Dataset.of(new Distributions(set));
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public List<Field> fields() {
    return set.fields().stream().map(Distributions::distributed).toList();
  }

  private static Field distributed(Field field) {
    boolean isLabel = !field.classes().isEmpty() && field.type().shape().rank() == 0;
    return isLabel ? Field.values(field.name(), Shape.of(field.classes().size())) : field;
  }

  @Override
  public boolean areFixed() {
    return set.examples().areFixed();
  }

  @Override
  public Examples inEpoch(int epoch, int[] trained) {
    Dataset seen = set.inEpoch(epoch, trained);
    return seen == set ? this : new Distributions(seen);
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    Field own = set.field(field.name());
    if (own.equals(field)) {
      set.copy(field, order, from, count, to);
      return;
    }
    int classes = own.classes().size();
    for (int i = 0; i < count; i++) {
      float[] distribution = new float[classes];
      distribution[(int) set.read(own.name(), order[from + i])[0]] = 1;
      to.put((long) i * classes, distribution, 0, classes);
    }
  }
}
