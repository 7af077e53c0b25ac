package dev.trine.cpu;

/** The largest numbers; NaN if there is one. */
final class Maxima extends Extremes {
  @Override
  float none() {
    return Float.NEGATIVE_INFINITY;
  }

  @Override
  float combined(float a, float b) {
    return Math.max(a, b);
  }

  @Override
  void combine(float[] with, float[] from, int count) {
    for (int i = 0; i < count; i++) {
      with[i] = Math.max(with[i], from[i]);
    }
  }
}
