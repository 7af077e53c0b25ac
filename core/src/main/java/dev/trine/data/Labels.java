package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;

/** The index of a class for each example. */
record Labels(Field field, int[] labels) implements Column {
  Labels {
    labels = labels.clone();
    int classes = field.classes().size();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new DataException(
            "Example %s of field '%s' has the label %s, expected one of 0 to %s"
                .formatted(i, field.name(), labels[i], classes - 1));
      }
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public void copy(int[] order, int from, int count, HostBuffer to) {
    int[] picked = new int[count];
    for (int i = 0; i < count; i++) {
      picked[i] = labels[order[from + i]];
    }
    to.put(0, picked, 0, count);
  }
}
