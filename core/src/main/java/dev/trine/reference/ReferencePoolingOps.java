package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.PoolingOps;
import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.Arrays;

/** Pooling, place by place and element by element of the window. */
final class ReferencePoolingOps implements PoolingOps {
  private final ReferenceQueue queue;

  ReferencePoolingOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  /** What is done with an element of an image that a window sees at a place. */
  @FunctionalInterface
  private interface Seen {
    /**
     * @param place the number of the result
     * @param element of the window
     * @param at the number of the image's element
     */
    void see(int place, int element, int at);
  }

  @Override
  public Call maxPool(Window window, View images, View largest, View chosen) {
    Contract.maxPool(window, images, largest, chosen);
    return queue.bind(
        () -> {
          Floats pixels = Floats.of(images);
          double[] best = new double[(int) largest.elements()];
          int[] first = new int[best.length];
          Arrays.fill(best, Double.NEGATIVE_INFINITY);
          Arrays.fill(first, -1);
          walk(
              window,
              images.shape(),
              (place, element, at) -> {
                double value = pixels.get(at);
                // Double.compare puts −0 before +0.
                if (!Double.isNaN(best[place])
                    && (first[place] < 0 || Double.compare(value, best[place]) > 0)) {
                  best[place] = value;
                  first[place] = element;
                }
              });
          for (int place = 0; place < best.length; place++) {
            Floats.of(largest).set(place, best[place]);
            if (chosen != null) {
              Ints.of(chosen).set(place, Double.isNaN(best[place]) ? -1 : first[place]);
            }
          }
        },
        images,
        largest,
        chosen == null ? largest : chosen);
  }

  @Override
  public Call maxPoolGradient(Window window, View gradient, View chosen, View images) {
    Contract.maxPoolGradient(window, gradient, chosen, images);
    return queue.bind(
        () -> {
          Floats given = Floats.of(gradient);
          Floats result = Floats.of(images);
          result.setAll(i -> 0);
          walk(
              window,
              images.shape(),
              (place, element, at) -> {
                if (Ints.of(chosen).get(place) == element) {
                  result.set(at, result.get(at) + given.get(place));
                }
              });
        },
        gradient,
        chosen,
        images);
  }

  @Override
  public Call averagePool(Window window, View images, View means) {
    Contract.averagePool(window, images, means);
    return queue.bind(
        () -> {
          Floats pixels = Floats.of(images);
          double[] sums = new double[(int) means.elements()];
          int[] counts = counts(window, images.shape(), sums.length);
          walk(window, images.shape(), (place, element, at) -> sums[place] += pixels.get(at));
          for (int place = 0; place < sums.length; place++) {
            Floats.of(means).set(place, counts[place] == 0 ? 0 : sums[place] / counts[place]);
          }
        },
        images,
        means);
  }

  @Override
  public Call averagePoolGradient(Window window, View gradient, View images) {
    Contract.averagePoolGradient(window, gradient, images);
    return queue.bind(
        () -> {
          Floats given = Floats.of(gradient);
          Floats result = Floats.of(images);
          int[] counts = counts(window, images.shape(), (int) gradient.elements());
          result.setAll(i -> 0);
          walk(
              window,
              images.shape(),
              (place, element, at) ->
                  result.set(at, result.get(at) + given.get(place) / counts[place]));
        },
        gradient,
        images);
  }

  private static int[] counts(Window window, Shape images, int places) {
    int[] counts = new int[places];
    walk(window, images, (place, element, at) -> counts[place]++);
    return counts;
  }

  private static void walk(Window window, Shape images, Seen seen) {
    int height = (int) images.dimension(1);
    int width = (int) images.dimension(2);
    int channels = (int) images.dimension(3);
    Shape places = window.over(images, channels);
    int columns = (int) places.dimension(2);
    for (int place = 0; place < places.elements(); place++) {
      int x = place / channels % columns;
      int y = place / channels / columns % (int) places.dimension(1);
      int image = place / channels / columns / (int) places.dimension(1);
      for (int element = 0; element < window.elements(); element++) {
        int row = y * window.down() + element / window.width() * window.rowStep() - window.top();
        int column =
            x * window.across() + element % window.width() * window.columnStep() - window.left();
        if (row >= 0 && row < height && column >= 0 && column < width) {
          int at = ((image * height + row) * width + column) * channels + place % channels;
          seen.see(place, element, at);
        }
      }
    }
  }
}
