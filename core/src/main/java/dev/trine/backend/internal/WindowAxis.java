package dev.trine.backend.internal;

import dev.trine.backend.op.Window;

/**
 * One axis of images along which a window walks.
 *
 * @param extent elements of the axis
 * @param taps elements that the window takes
 * @param stride elements from one place to the next
 * @param step elements from one that it takes to the next
 * @param before elements of padding before the first
 * @param places of the window
 */
record WindowAxis(int extent, int taps, int stride, int step, int before, int places) {
  static WindowAxis ofRows(Window window, int height) {
    return new WindowAxis(
        height,
        window.height(),
        window.down(),
        window.rowStep(),
        window.top(),
        (int) window.rows(height));
  }

  static WindowAxis ofColumns(Window window, int width) {
    return new WindowAxis(
        width,
        window.width(),
        window.across(),
        window.columnStep(),
        window.left(),
        (int) window.columns(width));
  }

  /** The element that a place takes, which may lie beyond the edges. */
  int element(int place, int tap) {
    return place * stride + tap * step - before;
  }

  boolean has(int element) {
    return 0 <= element && element < extent;
  }
}
