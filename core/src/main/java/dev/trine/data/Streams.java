package dev.trine.data;

import dev.trine.backend.HostBuffer;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * A series cut into streams of equal length, and these into windows. Example {@code w · count + i}
 * is window w of stream i, so that row i of a batch of {@code count} goes on from row i of the
 * batch before.
 *
 * @param series whose examples are steps, in the order of time
 * @param count of streams
 * @param window steps an example
 * @param windows a stream
 */
record Streams(Dataset series, int count, int window, int windows) implements Examples {
  /** As many whole windows as the series has; steps behind the last one are left out. */
  static Streams of(Dataset series, int count, int window) {
    long perWindow = (long) count * window;
    if (count < 1 || window < 1 || perWindow > series.size()) {
      throw new IllegalArgumentException(
          "A series of %s steps cannot be cut into %s streams of windows of %s steps; expected at least 1 of each, and no more steps than there are"
              .formatted(series.size(), count, window));
    }
    return new Streams(series, count, window, (int) (series.size() / perWindow));
  }

  @Override
  public int size() {
    return windows * count;
  }

  @Override
  public List<Field> fields() {
    return series.fields().stream().map(this::ofWindow).toList();
  }

  private Field ofWindow(Field step) {
    TensorType type = step.type();
    TensorType windowed = new TensorType(type.type(), type.shape().batched(window));
    return new Field(step.name(), windowed, step.role(), step.classes());
  }

  @Override
  public boolean areFixed() {
    return series.examples().areFixed();
  }

  @Override
  public Examples inEpoch(int epoch, int[] trained) {
    Dataset seen = series.inEpoch(epoch);
    return seen == series ? this : new Streams(seen, count, window, windows);
  }

  @Override
  public void copy(Field field, int[] order, int from, int rows, HostBuffer to) {
    int[] steps = new int[rows * window];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = first(order[from + i / window]) + i % window;
    }
    series.copy(series.field(field.name()), steps, 0, steps.length, to);
  }

  /** The first step of an example. */
  private int first(int example) {
    return (example % count * windows + example / count) * window;
  }
}
