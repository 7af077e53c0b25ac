package dev.trine.cpu;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/** To each element its share of the gradients of the places that see it. */
final class AveragePoolGradientCall extends PoolingCall {
  private final Region gradient;
  private final Region images;

  AveragePoolGradientCall(Gate gate, Window window, Shape shape, Region gradient, Region images) {
    super(
        gate,
        "averagePoolGradient",
        window,
        shape,
        images,
        (int) (shape.dimension(0) * shape.dimension(1)),
        gradient);
    this.gradient = gradient;
    this.images = images;
  }

  @Override
  void line(int line, Work work, Blocks blocks) {
    int image = line / rows.extent();
    Arrays.fill(work.result, 0, imageLine(), 0);
    for (int i = rows.taken() - 1; i >= 0; i--) {
      int place = rows.placeOf(line % rows.extent(), i);
      if (place >= 0) {
        gradient.get((image * rows.places() + place) * placeLine(), work.read, placeLine());
        divideBySeen(work.read, rows.inside(place));
        for (int j = columns.taken() - 1; j >= 0; j--) {
          along(j, (from, to, count) -> add(work.read, from, work.result, to, count));
        }
      }
    }
    images.put(line * imageLine(), work.result, imageLine());
  }
}
