package dev.trine.dataset.text;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * Parts of a text, each with the part one character on as its target.
 *
 * @param characters of the text, by their numbers
 * @param stride from the beginning of a part to that of the next
 */
record TextWindows(Field features, Field targets, int[] characters, int stride)
    implements Examples {
  /**
   * @param shape of a part: [time], or [] for a single character
   */
  static TextWindows of(List<String> vocabulary, int[] characters, Shape shape, int stride) {
    return new TextWindows(
        Field.input(Dataset.FEATURES, new TensorType(DType.I32, shape)),
        Field.labels(Dataset.TARGETS, shape, vocabulary),
        characters,
        stride);
  }

  private int time() {
    return (int) features.type().elements();
  }

  /** The last character only follows. */
  @Override
  public int size() {
    return (characters.length - 1 - time()) / stride + 1;
  }

  @Override
  public List<Field> fields() {
    return List.of(features, targets);
  }

  @Override
  public boolean areFixed() {
    return true;
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    int ahead = field.equals(targets) ? 1 : 0;
    int time = time();
    for (int i = 0; i < count; i++) {
      to.put((long) i * time, characters, order[from + i] * stride + ahead, time);
    }
  }
}
