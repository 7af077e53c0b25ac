package dev.trine.cpu;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/** The largest element that a window sees, and which that is. */
final class MaxPoolCall extends PoolingCall {
  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;

  private final Region images;
  private final Region largest;
  private final Region chosen;

  /**
   * @param chosen null if nobody needs to know
   */
  MaxPoolCall(Gate gate, Window window, Shape shape, Region images, Region largest, Region chosen) {
    super(
        gate,
        "maxPool",
        window,
        shape,
        largest,
        (int) (shape.dimension(0) * window.rows(shape.dimension(1))),
        images,
        chosen);
    this.images = images;
    this.largest = largest;
    this.chosen = chosen;
  }

  @Override
  void line(int line, Work work, Blocks blocks) {
    int image = line / rows.places();
    int place = line % rows.places();
    Arrays.fill(work.result, 0, placeLine(), Float.NEGATIVE_INFINITY);
    for (int i = 0; i < rows.taken(); i++) {
      int row = rows.at(place, i);
      if (rows.isInside(row)) {
        images.get((image * rows.extent() + row) * imageLine(), work.read, imageLine());
        for (int j = 0; j < columns.taken(); j++) {
          along(j, (to, from, count) -> takeLarger(work.result, to, work.read, from, count));
        }
      }
    }
    largest.put(line * placeLine(), work.result, placeLine());
    if (chosen != null) {
      choose(line, image, place, work);
    }
  }

  private static void takeLarger(float[] best, int to, float[] of, int from, int count) {
    for (int c = 0; c < count; c++) {
      best[to + c] = Math.max(best[to + c], of[from + c]);
    }
  }

  /** By the bits, which compare without conditions; from the last on, so that the first stays. */
  private void choose(int line, int image, int place, Work work) {
    largest.get(line * placeLine(), work.bits, 0, placeLine());
    Arrays.fill(work.chosen, 0, placeLine(), -1);
    for (int i = rows.taken() - 1; i >= 0; i--) {
      int row = rows.at(place, i);
      if (rows.isInside(row)) {
        images.get((image * rows.extent() + row) * imageLine(), work.otherBits, 0, imageLine());
        for (int j = columns.taken() - 1; j >= 0; j--) {
          int element = element(i, j);
          along(j, (to, from, count) -> choose(work, to, from, count, element));
        }
      }
    }
    unchooseNaN(work.chosen, work.bits, placeLine());
    chosen.put(line * placeLine(), work.chosen, placeLine());
  }

  private static void choose(Work work, int to, int from, int count, int element) {
    int[] largest = work.bits;
    int[] of = work.otherBits;
    int[] chosen = work.chosen;
    for (int c = 0; c < count; c++) {
      int difference = largest[to + c] ^ of[from + c];
      int isOther = (difference | -difference) >> 31;
      chosen[to + c] = chosen[to + c] & isOther | element & ~isOther;
    }
  }

  private static void unchooseNaN(int[] chosen, int[] bits, int count) {
    for (int c = 0; c < count; c++) {
      chosen[c] |= (INFINITY - (bits[c] & MAGNITUDE)) >> 31;
    }
  }
}
