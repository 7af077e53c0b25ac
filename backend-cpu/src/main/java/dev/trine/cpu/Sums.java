package dev.trine.cpu;

import dev.trine.backend.op.SumOrder;

/** Sums in the order of {@link SumOrder}, for one thread. */
final class Sums extends Folding {
  private static final int HALF = SumOrder.LANES / 2;

  private final float[] lanes = new float[SumOrder.LANES];

  @Override
  float none() {
    return 0;
  }

  @Override
  float combined(float a, float b) {
    return a + b;
  }

  @Override
  void combine(float[] with, float[] from, int count) {
    for (int i = 0; i < count; i++) {
      with[i] += from[i];
    }
  }

  @Override
  void rows(float[] x, int rows, int length, float[] folds, int to) {
    for (int row = 0; row < rows; row++) {
      int start = row * length;
      folds[to + row] =
          length < HALF
              ? few(x, start, length)
              : length <= SumOrder.LANES ? lanes(x, start, length) : block(x, start, length);
    }
  }

  /**
   * Of fewer than half the lanes. Lanes without a number are left out: to add 0 changes only −0,
   * and to add it once at the end is enough.
   */
  private static float few(float[] x, int at, int count) {
    return switch (count) {
      case 0 -> 0;
      case 1 -> x[at] + 0f;
      case 2 -> x[at] + x[at + 1] + 0f;
      case 3 -> (x[at] + x[at + 2]) + x[at + 1] + 0f;
      case 4 -> (x[at] + x[at + 2]) + (x[at + 1] + x[at + 3]) + 0f;
      case 5 -> ((x[at] + x[at + 4]) + x[at + 2]) + (x[at + 1] + x[at + 3]) + 0f;
      case 6 -> ((x[at] + x[at + 4]) + x[at + 2]) + ((x[at + 1] + x[at + 5]) + x[at + 3]) + 0f;
      default ->
          ((x[at] + x[at + 4]) + (x[at + 2] + x[at + 6]))
              + ((x[at + 1] + x[at + 5]) + x[at + 3])
              + 0f;
    };
  }

  /** Of as many numbers as lanes or up to half fewer. */
  private static float lanes(float[] x, int at, int count) {
    float a = x[at];
    float b = x[at + 1];
    float c = x[at + 2];
    float d = x[at + 3];
    float e = x[at + 4];
    float f = x[at + 5];
    float g = x[at + 6];
    float h = x[at + 7];
    int second = at + HALF;
    int end = at + count;
    if (second < end) {
      a += x[second];
    }
    if (second + 1 < end) {
      b += x[second + 1];
    }
    if (second + 2 < end) {
      c += x[second + 2];
    }
    if (second + 3 < end) {
      d += x[second + 3];
    }
    if (second + 4 < end) {
      e += x[second + 4];
    }
    if (second + 5 < end) {
      f += x[second + 5];
    }
    if (second + 6 < end) {
      g += x[second + 6];
    }
    if (second + 7 < end) {
      h += x[second + 7];
    }
    return ((a + e) + (c + g)) + ((b + f) + (d + h)) + 0f;
  }

  /** Of more numbers than lanes: these stay in registers until few numbers are left. */
  private float block(float[] x, int start, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    float i = 0;
    float j = 0;
    float k = 0;
    float l = 0;
    float m = 0;
    float n = 0;
    float o = 0;
    float p = 0;
    int end = start + count;
    int at = start;
    for (; at + 15 < end; at += SumOrder.LANES) {
      a += x[at];
      b += x[at + 1];
      c += x[at + 2];
      d += x[at + 3];
      e += x[at + 4];
      f += x[at + 5];
      g += x[at + 6];
      h += x[at + 7];
      i += x[at + 8];
      j += x[at + 9];
      k += x[at + 10];
      l += x[at + 11];
      m += x[at + 12];
      n += x[at + 13];
      o += x[at + 14];
      p += x[at + 15];
    }
    float[] lanes = this.lanes;
    lanes[0] = a;
    lanes[1] = b;
    lanes[2] = c;
    lanes[3] = d;
    lanes[4] = e;
    lanes[5] = f;
    lanes[6] = g;
    lanes[7] = h;
    lanes[8] = i;
    lanes[9] = j;
    lanes[10] = k;
    lanes[11] = l;
    lanes[12] = m;
    lanes[13] = n;
    lanes[14] = o;
    lanes[15] = p;
    for (int lane = 0; at < end; lane++, at++) {
      lanes[lane] += x[at];
    }
    return lanes(lanes, 0, SumOrder.LANES);
  }
}
