package dev.trine.cpu;

import java.util.Arrays;

/** Numbers in an array. */
record Numbers(float[] values) implements Storage {
  @Override
  public void read(Walk line, float[] to) {
    int at = line.at();
    int position = line.position();
    switch (line.stride()) {
      case 0 -> Arrays.fill(to, at, at + line.length(), values[position]);
      case 1 -> System.arraycopy(values, position, to, at, line.length());
      default -> {
        for (int i = at; i < at + line.length(); i++, position += line.stride()) {
          to[i] = values[position];
        }
      }
    }
  }

  @Override
  public void read(Walk line, int[] to) {
    int position = line.position();
    for (int i = line.at(); i < line.at() + line.length(); i++, position += line.stride()) {
      to[i] = Float.floatToRawIntBits(values[position]);
    }
  }

  @Override
  public void write(Walk line, float[] from) {
    throw new UnsupportedOperationException("Folds are not results");
  }

  @Override
  public void write(Walk line, int[] from) {
    throw new UnsupportedOperationException("Folds are not results");
  }
}
