package dev.trine.kernels;

import dev.trine.backend.View;

/** Launches whose lanes take four neighbouring elements at a time ({@code quad.h}). */
final class Quads {
  /** Elements that a lane takes at a time. */
  static final int LENGTH = 4;

  private Quads() {}

  /** Whether all of these views start at a multiple of 16 bytes; null stands for no view. */
  static boolean aligned(View... views) {
    for (View view : views) {
      if (view != null && view.elementOffset() % LENGTH != 0) {
        return false;
      }
    }
    return true;
  }

  /** The groups of a launch over {@code elements}. */
  static int groups(DeviceContext context, DeviceKernel kernel, int elements) {
    return context.groups(elements, LENGTH * kernel.lanes());
  }
}
