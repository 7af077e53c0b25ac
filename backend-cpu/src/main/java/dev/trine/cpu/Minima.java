package dev.trine.cpu;

/** The smallest numbers; NaN if there is one. */
final class Minima extends Extremes {
  @Override
  float none() {
    return Float.POSITIVE_INFINITY;
  }

  @Override
  float combined(float a, float b) {
    return Math.min(a, b);
  }

  @Override
  void combine(float[] with, float[] from, int count) {
    for (int i = 0; i < count; i++) {
      with[i] = Math.min(with[i], from[i]);
    }
  }
}
