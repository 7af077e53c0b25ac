package dev.trine.cpu;

import dev.trine.tensor.DType;

/** Elements of fewer bits than the words that are computed with. */
record Narrow(Region region) implements Storage {
  @Override
  public void read(Walk line, float[] to) {
    int position = line.position();
    for (int i = line.at(); i < line.at() + line.length(); i++, position += line.stride()) {
      to[i] = Float.intBitsToFloat(word(position));
    }
  }

  @Override
  public void read(Walk line, int[] to) {
    int position = line.position();
    for (int i = line.at(); i < line.at() + line.length(); i++, position += line.stride()) {
      to[i] = word(position);
    }
  }

  @Override
  public void write(Walk line, float[] from) {
    int position = line.position();
    for (int i = line.at(); i < line.at() + line.length(); i++, position += line.stride()) {
      put(position, Float.floatToRawIntBits(from[i]));
    }
  }

  @Override
  public void write(Walk line, int[] from) {
    int position = line.position();
    for (int i = line.at(); i < line.at() + line.length(); i++, position += line.stride()) {
      put(position, from[i]);
    }
  }

  private int word(int position) {
    return region.type() == DType.U8
        ? region.getByte(position)
        : Float.floatToRawIntBits((float) DType.BF16.decode(region.getShort(position)));
  }

  private void put(int position, int word) {
    if (region.type() == DType.U8) {
      region.putByte(position, word);
    } else {
      region.putShort(position, DType.BF16.encode(Float.intBitsToFloat(word)));
    }
  }
}
