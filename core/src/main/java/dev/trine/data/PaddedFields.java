package dev.trine.data;

import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Fields whose sequences are filled up to one length, see {@link Dataset#padded}.
 *
 * @param lengths the field that says how many steps of an example are there
 * @param fields those that are filled up
 * @param time the steps that they are filled up to
 */
public record PaddedFields(String lengths, List<String> fields, int time) {
  /** Copies its list. */
  public PaddedFields {
    fields = List.copyOf(fields);
  }

  /**
   * Those of a set.
   *
   * @throws IllegalArgumentException if they are no such fields
   */
  static PaddedFields of(Dataset dataset, String lengths, String... names) {
    TensorType counts = dataset.field(lengths).type();
    if (counts.type() != DType.I32 || counts.shape().rank() != 0) {
      throw new IllegalArgumentException(
          "Field '%s' is to say how many steps there are, so it should be I32[], and is %s"
              .formatted(lengths, counts));
    }
    long[] times =
        Arrays.stream(names)
            .map(name -> dataset.field(name).type().shape())
            .mapToLong(shape -> shape.rank() == 0 ? 0 : shape.dimension(0))
            .distinct()
            .toArray();
    if (times.length != 1 || times[0] == 0) {
      throw new IllegalArgumentException(
          "Fields %s are filled up to %s steps: expected one field or more, of equally many steps along its first axis; call padded(…) for each number of steps"
              .formatted(List.of(names), Arrays.toString(times)));
    }
    return new PaddedFields(lengths, List.of(names), Math.toIntExact(times[0]));
  }
}
