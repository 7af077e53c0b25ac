package dev.trine.spark;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.train.TrainingState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The moments of the partitions' optimizer that go from round to round, in the state of a replica
 * or of the driver; they travel one behind the other.
 */
final class Moments {
  private final Backend backend;
  private final List<View> views;

  /**
   * Moments of a state.
   *
   * @param from the number of the first
   * @param count how many; 0 where they begin anew with every round
   */
  Moments(TrainingState state, int from, int count) {
    backend = state.model().backend();
    views = IntStream.range(from, from + count).mapToObj(state::moment).toList();
  }

  /** The numbers of all. */
  int elements() {
    return Math.toIntExact(views.stream().mapToLong(View::elements).sum());
  }

  float[] read() {
    float[] all = new float[elements()];
    int next = 0;
    for (View view : views) {
      float[] moment = FloatCopies.read(backend, view);
      System.arraycopy(moment, 0, all, next, moment.length);
      next += moment.length;
    }
    return all;
  }

  void write(float[] all) {
    int next = 0;
    for (View view : views) {
      int end = next + (int) view.elements();
      FloatCopies.write(backend, "A moment", view, Arrays.copyOfRange(all, next, end));
      next = end;
    }
  }
}
