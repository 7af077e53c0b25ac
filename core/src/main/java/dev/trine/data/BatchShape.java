package dev.trine.data;

import dev.trine.tensor.Shape;
import java.util.Map;

/**
 * How large a batch is, by which the program for it is found.
 *
 * @param examples how many it has
 * @param steps how many steps fields of sequences have in it; all of them where a field is not here
 */
public record BatchShape(int examples, Map<String, Integer> steps) {
  /** Copies its map. */
  public BatchShape {
    steps = Map.copyOf(steps);
  }

  /** Examples as they are. */
  public static BatchShape of(int examples) {
    return new BatchShape(examples, Map.of());
  }

  /**
   * The shape that an example's field has in the batch.
   *
   * @param whole that of the set: [time, …] of a sequence
   */
  public Shape ofField(String field, Shape whole) {
    Integer time = steps.get(field);
    if (time == null) {
      return whole;
    }
    long[] extents = whole.dimensions();
    extents[0] = time;
    return Shape.of(extents);
  }
}
