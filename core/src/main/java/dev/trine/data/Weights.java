package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;

/**
 * How much each example counts, or each step of it.
 *
 * @param size how many examples
 * @param weights of all examples, one behind the other
 */
record Weights(Field field, int size, float[] weights) implements Column {
  Weights {
    weights = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] <= Float.MAX_VALUE)) {
        throw new DataException(
            "Example %s of field '%s' has the weight %s, expected a finite number that is not negative"
                .formatted(i / field.type().elements(), field.name(), weights[i]));
      }
    }
  }

  private int each() {
    return (int) field.type().elements();
  }

  @Override
  public void copy(int[] order, int from, int count, HostBuffer to) {
    int each = each();
    float[] picked = new float[count * each];
    for (int i = 0; i < count; i++) {
      System.arraycopy(weights, order[from + i] * each, picked, i * each, each);
    }
    to.put(0, picked, 0, picked.length);
  }
}
