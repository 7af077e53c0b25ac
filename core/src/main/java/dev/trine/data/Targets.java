package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import dev.trine.tensor.DType;
import java.util.List;

/** What the examples of a set should give. */
public sealed interface Targets {
  /** How many examples. */
  int size();

  /** The type of the targets in a batch. */
  DType type();

  /** How many elements each example's target has. */
  int width();

  Targets select(int[] indices);

  /**
   * Copies those of {@code count} examples, from {@code order[from]} on, to the start of a buffer.
   */
  void copy(int[] order, int from, int count, HostBuffer to);

  /** A class each: an index into the names of the classes. */
  record Labels(int[] labels, List<String> classes) implements Targets {
    public Labels {
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] < 0 || labels[i] >= classes.size()) {
          throw new DataException(
              "Example %s has the label %s, expected one of 0 to %s"
                  .formatted(i, labels[i], classes.size() - 1));
        }
      }
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public DType type() {
      return DType.I32;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public Targets select(int[] indices) {
      int[] selected = new int[indices.length];
      for (int i = 0; i < indices.length; i++) {
        selected[i] = labels[indices[i]];
      }
      return new Labels(selected, classes);
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

  /** Numbers, equally many each. */
  record Values(float[][] values) implements Targets {
    public Values {
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null) {
          throw new DataException("Example %s has no target: its row is null".formatted(i));
        }
        if (values[i].length != values[0].length) {
          throw new DataException(
              "Example %s has %s target values, the first has %s"
                  .formatted(i, values[i].length, values[0].length));
        }
      }
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public DType type() {
      return DType.F32;
    }

    @Override
    public int width() {
      return values.length == 0 ? 0 : values[0].length;
    }

    @Override
    public Targets select(int[] indices) {
      float[][] selected = new float[indices.length][];
      for (int i = 0; i < indices.length; i++) {
        selected[i] = values[indices[i]];
      }
      return new Values(selected);
    }

    @Override
    public void copy(int[] order, int from, int count, HostBuffer to) {
      int width = width();
      for (int i = 0; i < count; i++) {
        to.put((long) i * width, values[order[from + i]], 0, width);
      }
    }
  }
}
