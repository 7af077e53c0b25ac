package dev.trine.cpu;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/** To each element the gradients of the places where it was chosen. */
final class MaxPoolGradientCall extends PoolingCall {
  private final Region gradient;
  private final Region chosen;
  private final Region images;

  MaxPoolGradientCall(
      Gate gate, Window window, Shape shape, Region gradient, Region chosen, Region images) {
    super(
        gate,
        "maxPoolGradient",
        window,
        shape,
        images,
        (int) (shape.dimension(0) * shape.dimension(1)),
        gradient,
        chosen);
    this.gradient = gradient;
    this.chosen = chosen;
    this.images = images;
  }

  @Override
  void line(int line, Work work, Blocks blocks) {
    int image = line / rows.extent();
    Arrays.fill(work.result, 0, imageLine(), 0);
    for (int i = rows.taken() - 1; i >= 0; i--) {
      int place = rows.placeOf(line % rows.extent(), i);
      if (place >= 0) {
        int at = (image * rows.places() + place) * placeLine();
        gradient.get(at, work.bits, 0, placeLine());
        chosen.get(at, work.chosen, 0, placeLine());
        for (int j = columns.taken() - 1; j >= 0; j--) {
          keepChosen(work, placeLine(), element(i, j));
          blocks.floatsOfBits(work.otherBits, work.read, placeLine());
          along(j, (from, to, count) -> add(work.read, from, work.result, to, count));
        }
      }
    }
    images.put(line * imageLine(), work.result, imageLine());
  }

  /** The bits of the gradients whose element was chosen, and 0 elsewhere. */
  private static void keepChosen(Work work, int count, int element) {
    int[] gradient = work.bits;
    int[] chosen = work.chosen;
    int[] kept = work.otherBits;
    for (int c = 0; c < count; c++) {
      int difference = chosen[c] ^ element;
      kept[c] = gradient[c] & ~((difference | -difference) >> 31);
    }
  }
}
