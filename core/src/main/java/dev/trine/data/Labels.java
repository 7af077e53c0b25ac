package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;

/**
 * The index of a class for each example, or for each step of it.
 *
 * @param size how many examples
 * @param labels of all examples, one behind the other
 */
record Labels(Field field, int size, int[] labels) implements Column {
  /** The label of steps that do not count. */
  private static final int IGNORED = -1;

  Labels {
    labels = labels.clone();
    int classes = field.classes().size();
    boolean ofSteps = field.type().shape().rank() > 0;
    int lowest = ofSteps ? IGNORED : 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < lowest || labels[i] >= classes) {
        throw new DataException(
            "Example %s of field '%s' has the label %s, expected one of 0 to %s%s"
                .formatted(
                    i / field.type().elements(),
                    field.name(),
                    labels[i],
                    classes - 1,
                    ofSteps ? ", or -1 for a step that does not count" : ""));
      }
    }
  }

  private int each() {
    return (int) field.type().elements();
  }

  @Override
  public void copy(int[] order, int from, int count, HostBuffer to) {
    int each = each();
    int[] picked = new int[count * each];
    for (int i = 0; i < count; i++) {
      System.arraycopy(labels, order[from + i] * each, picked, i * each, each);
    }
    to.put(0, picked, 0, picked.length);
  }
}
