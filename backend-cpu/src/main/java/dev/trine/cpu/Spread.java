package dev.trine.cpu;

/** Lays out numbers in an array several times each, next to one another. */
final class Spread {
  /** From here on loops over one number's places take less time than loops over the numbers. */
  private static final int LONG = 14;

  private Spread() {}

  static void over(float[] values, int count, int times, float[] to) {
    if (times < LONG) {
      for (int place = 0; place < times; place++) {
        for (int i = 0, at = place; i < count; i++, at += times) {
          to[at] = values[i];
        }
      }
      return;
    }
    int at = 0;
    for (int i = 0; i < count; i++) {
      float value = values[i];
      for (int end = at + times; at < end; at++) {
        to[at] = value;
      }
    }
  }

  static void over(int[] values, int count, int times, int[] to) {
    if (times < LONG) {
      for (int place = 0; place < times; place++) {
        for (int i = 0, at = place; i < count; i++, at += times) {
          to[at] = values[i];
        }
      }
      return;
    }
    int at = 0;
    for (int i = 0; i < count; i++) {
      int value = values[i];
      for (int end = at + times; at < end; at++) {
        to[at] = value;
      }
    }
  }
}
