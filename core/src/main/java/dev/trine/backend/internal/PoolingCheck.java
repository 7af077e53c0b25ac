package dev.trine.backend.internal;

import dev.trine.backend.View;
import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.function.IntUnaryOperator;

/**
 * The largest that a window sees, which that is, and the gradient by that. Images are sums of a
 * number for each axis, all of them negative, so that the largest is where rows and columns have
 * their own largest. The gradient is a product of a number for each, so that images get the product
 * of what their row and their column is given.
 */
final class PoolingCheck {
  /** Windows that overlap, and reach beyond an edge. */
  private static final Window WINDOW = new Window(3, 2, 2, 1, 1, 2, 1, 1, 1, 0);

  private static final int BATCH = 2;
  private static final int CHANNELS = 5;
  private static final WindowAxis ROWS = WindowAxis.ofRows(WINDOW, 10);
  private static final WindowAxis COLUMNS = WindowAxis.ofColumns(WINDOW, 7);
  private static final Shape IMAGES = Shape.of(BATCH, ROWS.extent(), COLUMNS.extent(), CHANNELS);
  private static final Shape PLACES = Shape.of(BATCH, ROWS.places(), COLUMNS.places(), CHANNELS);
  private static final String OF_WHAT = " of the largest that 3×2 windows see";

  private PoolingCheck() {}

  static void run(Trial trial) {
    View images = trial.floats(PoolingCheck::image, IMAGES.dimensions());
    View largest = trial.floats(PLACES.dimensions());
    View chosen = trial.ints(i -> -2, PLACES.dimensions());
    View gradient = trial.floats(PoolingCheck::gradient, PLACES.dimensions());
    View byImages = trial.floats(IMAGES.dimensions());
    trial.run(
        trial.backend().maxPool(WINDOW, images, largest, chosen),
        trial.backend().maxPoolGradient(WINDOW, gradient, chosen, byImages));
    trial.expect(() -> "the values" + OF_WHAT, largest, PoolingCheck::largest, 0);
    trial.expect(() -> "the numbers" + OF_WHAT, chosen, PoolingCheck::chosen, 0);
    trial.expect(() -> "the gradient" + OF_WHAT, byImages, PoolingCheck::byImages, 0);
  }

  private static double image(int i) {
    long[] at = IMAGES.coordinates(i);
    return ofRow((int) at[1]) + ofColumn((int) at[2]) - ofRest(at);
  }

  private static double largest(int i) {
    long[] at = PLACES.coordinates(i);
    int row = ROWS.element((int) at[1], tap(ROWS, (int) at[1], PoolingCheck::ofRow));
    int column = COLUMNS.element((int) at[2], tap(COLUMNS, (int) at[2], PoolingCheck::ofColumn));
    return ofRow(row) + ofColumn(column) - ofRest(at);
  }

  private static double chosen(int i) {
    long[] at = PLACES.coordinates(i);
    return tap(ROWS, (int) at[1], PoolingCheck::ofRow) * WINDOW.width()
        + tap(COLUMNS, (int) at[2], PoolingCheck::ofColumn);
  }

  private static double gradient(int i) {
    long[] at = PLACES.coordinates(i);
    return ofPlace((int) at[1]) * ofPlace((int) at[2]) * ofRest(at);
  }

  private static double byImages(int i) {
    long[] at = IMAGES.coordinates(i);
    return given(ROWS, (int) at[1], PoolingCheck::ofRow)
        * given(COLUMNS, (int) at[2], PoolingCheck::ofColumn)
        * ofRest(at);
  }

  /** Which of the elements that a place takes is its first largest. */
  private static int tap(WindowAxis axis, int place, IntUnaryOperator of) {
    int best = -1;
    for (int tap = 0; tap < axis.taps(); tap++) {
      int element = axis.element(place, tap);
      if (axis.has(element)
          && (best < 0 || of.applyAsInt(element) > of.applyAsInt(axis.element(place, best)))) {
        best = tap;
      }
    }
    return best;
  }

  /** What the places that choose an element give it. */
  private static int given(WindowAxis axis, int element, IntUnaryOperator of) {
    int sum = 0;
    for (int place = 0; place < axis.places(); place++) {
      sum += axis.element(place, tap(axis, place, of)) == element ? ofPlace(place) : 0;
    }
    return sum;
  }

  /** Some are equal, of which the first counts. */
  private static int ofRow(int y) {
    return y * 3 % 7 / 2;
  }

  private static int ofColumn(int x) {
    return x * 5 % 8 / 2;
  }

  private static int ofPlace(int place) {
    return place + 1;
  }

  /** By example and channel; more than rows and columns come to together. */
  private static int ofRest(long[] at) {
    return (int) (10 + at[0] + 2 * at[3]);
  }
}
