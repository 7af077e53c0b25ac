package dev.trine.cpu;

/** Positions themselves: a walk of stride 1 along one axis gives the index along it. */
record Indices() implements Storage {
  @Override
  public void read(Walk line, float[] to) {
    int value = line.position();
    for (int i = line.at(); i < line.at() + line.length(); i++, value += line.stride()) {
      to[i] = Float.intBitsToFloat(value);
    }
  }

  @Override
  public void read(Walk line, int[] to) {
    int value = line.position();
    for (int i = line.at(); i < line.at() + line.length(); i++, value += line.stride()) {
      to[i] = value;
    }
  }

  @Override
  public void write(Walk line, float[] from) {
    throw new UnsupportedOperationException("Indices are computed");
  }

  @Override
  public void write(Walk line, int[] from) {
    throw new UnsupportedOperationException("Indices are computed");
  }
}
