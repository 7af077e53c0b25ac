package dev.trine.dataset.folder;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Files that are decoded when they are asked for, those of a batch by all cores.
 *
 * @param <A> the type of the row-major array that an example is
 */
public final class DecodedExamples<A> implements Examples {
  /** {@link HostBuffer#put(long, byte[], int, int)} or one of its kin. */
  @FunctionalInterface
  public interface Put<A> {
    /** Writes {@code count} elements. */
    void put(HostBuffer to, long at, A from, int start, int count);
  }

  private final LabelledFiles files;
  private final Decoder<A> decoder;
  private final Put<A> put;
  private final Field input;
  private final List<Field> fields;

  private DecodedExamples(LabelledFiles files, TensorType type, Decoder<A> decoder, Put<A> put) {
    this.files = files;
    this.decoder = decoder;
    this.put = put;
    input = Field.input(Dataset.FEATURES, type);
    fields =
        files.classes().isEmpty()
            ? List.of(input)
            : List.of(input, Field.labels(Dataset.TARGETS, files.classes()));
  }

  /**
   * A set of an input, "features", and labels, "targets", if the files have classes.
   *
   * @param type of an input, to which the decoder fits
   */
  public static <A> Dataset of(
      LabelledFiles files, TensorType type, Decoder<A> decoder, Put<A> put) {
    return Dataset.of(new DecodedExamples<>(files, type, decoder, put));
  }

  @Override
  public int size() {
    return files.files().size();
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
    if (!field.equals(input)) {
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = files.labels().get(order[from + i]);
      }
      to.put(0, labels, 0, count);
      return;
    }
    int each = (int) input.type().elements();
    // Each example has a part of the buffer to itself.
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              A example = decoder.decode(files.files().get(order[from + i]));
              put.put(to, (long) i * each, example, 0, each);
            });
  }
}
