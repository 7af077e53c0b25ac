package dev.trine.cpu;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;

/**
 * How a window walks along the rows of images, or along their columns.
 *
 * @param extent of the images
 * @param places of the window
 * @param taken elements that it takes
 * @param stride from one place to the next
 * @param step from one element to the next
 * @param padding before the first of the images
 */
record WindowAxis(int extent, int places, int taken, int stride, int step, int padding) {
  static WindowAxis rows(Window window, Shape images) {
    int extent = (int) images.dimension(1);
    int places = (int) window.rows(extent);
    return new WindowAxis(
        extent, places, window.height(), window.down(), window.rowStep(), window.top());
  }

  static WindowAxis columns(Window window, Shape images) {
    int extent = (int) images.dimension(2);
    int places = (int) window.columns(extent);
    return new WindowAxis(
        extent, places, window.width(), window.across(), window.columnStep(), window.left());
  }

  /** Where an element of the window lies at a place; beyond the edges it is not of the image. */
  int at(int place, int element) {
    return place * stride + element * step - padding;
  }

  boolean isInside(int at) {
    return at >= 0 && at < extent;
  }

  /** The place whose element lies there, or −1. */
  int placeOf(int at, int element) {
    int start = at + padding - element * step;
    int place = start / stride;
    return start >= 0 && place * stride == start && place < places ? place : -1;
  }

  /** The first place at which an element is inside. */
  int from(int element) {
    int before = padding - element * step;
    return before <= 0 ? 0 : (before + stride - 1) / stride;
  }

  /** Behind the last place at which an element is inside. */
  int to(int element) {
    int before = extent + padding - element * step;
    return before <= 0 ? 0 : Math.min(places, (before + stride - 1) / stride);
  }

  /** How many elements are inside at a place. */
  int inside(int place) {
    int count = 0;
    for (int element = 0; element < taken; element++) {
      count += isInside(at(place, element)) ? 1 : 0;
    }
    return count;
  }
}
