package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;

/** How much each example counts. */
record Weights(Field field, float[] weights) implements Column {
  Weights {
    weights = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] <= Float.MAX_VALUE)) {
        throw new DataException(
            "Example %s of field '%s' has the weight %s, expected a finite number that is not negative"
                .formatted(i, field.name(), weights[i]));
      }
    }
  }

  @Override
  public int size() {
    return weights.length;
  }

  @Override
  public void copy(int[] order, int from, int count, HostBuffer to) {
    float[] picked = new float[count];
    for (int i = 0; i < count; i++) {
      picked[i] = weights[order[from + i]];
    }
    to.put(0, picked, 0, count);
  }
}
