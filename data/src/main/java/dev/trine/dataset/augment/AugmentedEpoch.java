package dev.trine.dataset.augment;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * The examples of an {@link Augmented} set as training sees them in one epoch.
 *
 * @param input the field that is augmented
 * @param trained the numbers of the examples that are trained on
 */
record AugmentedEpoch(
    Dataset set, Field input, List<Augmentation> augmentations, long seed, int epoch, int[] trained)
    implements Examples {
  @Override
  public int size() {
    return set.size();
  }

  @Override
  public List<Field> fields() {
    return set.fields();
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    boolean isTarget = field.role() == Field.Role.TARGET && field.type().type() == DType.F32;
    if (!field.equals(input) && !isTarget) {
      set.copy(field, order, from, count, to);
      return;
    }
    int length = (int) field.type().elements();
    for (int i = 0; i < count; i++) {
      float[] values = changed(field, order[from + i], augmentations.size());
      if (field.type().type() == DType.U8) {
        to.put((long) i * length, bytes(values), 0, length);
      } else {
        to.put((long) i * length, values, 0, length);
      }
    }
  }

  /** A field of an example as the first few augmentations leave it. */
  private float[] changed(Field field, int example, int first) {
    double[] read = set.read(field.name(), example);
    float[] values = new float[read.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) read[i];
    }
    for (int place = 0; place < first; place++) {
      int before = place;
      Draws draws =
          new Draws(
              seed,
              epoch,
              example,
              place,
              trained.length,
              other -> changed(field, trained[other], before));
      Augmentation augmentation = augmentations.get(place);
      values =
          field.equals(input)
              ? augmentation.input(values, field.type().shape(), draws)
              : augmentation.target(values, draws);
    }
    return values;
  }

  /** The nearest whole numbers from 0 to 255. */
  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
    }
    return bytes;
  }
}
