package dev.trine.cpu;

import java.util.Arrays;

/** F32 and I32 are stored as their bits. */
record Words(Region region) implements Storage {
  @Override
  public void read(Walk line, float[] to) {
    int at = line.at();
    int length = line.length();
    int position = line.position();
    switch (line.stride()) {
      case 0 -> Arrays.fill(to, at, at + length, region.get(position));
      case 1 -> region.get(position, to, at, length);
      default -> {
        for (int i = at; i < at + length; i++, position += line.stride()) {
          to[i] = region.get(position);
        }
      }
    }
  }

  @Override
  public void read(Walk line, int[] to) {
    int at = line.at();
    int length = line.length();
    int position = line.position();
    switch (line.stride()) {
      case 0 -> Arrays.fill(to, at, at + length, region.getInt(position));
      case 1 -> region.get(position, to, at, length);
      default -> {
        for (int i = at; i < at + length; i++, position += line.stride()) {
          to[i] = region.getInt(position);
        }
      }
    }
  }

  @Override
  public void write(Walk line, float[] from) {
    int at = line.at();
    int length = line.length();
    int position = line.position();
    if (line.stride() == 1) {
      region.put(position, from, at, length);
      return;
    }
    for (int i = at; i < at + length; i++, position += line.stride()) {
      region.put(position, from[i]);
    }
  }

  @Override
  public void write(Walk line, int[] from) {
    int at = line.at();
    int length = line.length();
    int position = line.position();
    if (line.stride() == 1) {
      region.put(position, from, at, length);
      return;
    }
    for (int i = at; i < at + length; i++, position += line.stride()) {
      region.putInt(position, from[i]);
    }
  }
}
