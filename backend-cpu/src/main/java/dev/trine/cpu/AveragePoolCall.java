package dev.trine.cpu;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/** The mean of the elements that a window sees. */
final class AveragePoolCall extends PoolingCall {
  private final Region images;
  private final Region means;

  AveragePoolCall(Gate gate, Window window, Shape shape, Region images, Region means) {
    super(
        gate,
        "averagePool",
        window,
        shape,
        means,
        (int) (shape.dimension(0) * window.rows(shape.dimension(1))),
        images);
    this.images = images;
    this.means = means;
  }

  @Override
  void line(int line, Work work, Blocks blocks) {
    int image = line / rows.places();
    int place = line % rows.places();
    Arrays.fill(work.result, 0, placeLine(), 0);
    for (int i = 0; i < rows.taken(); i++) {
      int row = rows.at(place, i);
      if (rows.isInside(row)) {
        images.get((image * rows.extent() + row) * imageLine(), work.read, imageLine());
        for (int j = 0; j < columns.taken(); j++) {
          along(j, (to, from, count) -> add(work.read, from, work.result, to, count));
        }
      }
    }
    divideBySeen(work.result, rows.inside(place));
    means.put(line * placeLine(), work.result, placeLine());
  }
}
