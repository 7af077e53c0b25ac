package dev.trine.dataset.image;

/**
 * An image whose channels are numbers from 0 to 255.
 *
 * @param values row by row, the channels of a pixel side by side
 */
record Pixels(int height, int width, int channels, float[] values) {
  /** This image stretched or shrunk to another size, whatever its proportions. */
  Pixels resized(int newHeight, int newWidth) {
    Resampling columns = Resampling.of(width, newWidth);
    Resampling rows = Resampling.of(height, newHeight);
    // First what makes it smaller, so that it is never larger than before or after.
    return newWidth < width ? across(columns).down(rows) : down(rows).across(columns);
  }

  private Pixels across(Resampling axis) {
    int newWidth = axis.first().length;
    float[] to = new float[height * newWidth * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < newWidth; x++) {
        float[] weights = axis.weights()[x];
        for (int j = 0; j < weights.length; j++) {
          int source = (y * width + axis.first()[x] + j) * channels;
          add(weights[j], source, to, (y * newWidth + x) * channels, channels);
        }
      }
    }
    return new Pixels(height, newWidth, channels, to);
  }

  private Pixels down(Resampling axis) {
    int newHeight = axis.first().length;
    int row = width * channels;
    float[] to = new float[newHeight * row];
    for (int y = 0; y < newHeight; y++) {
      float[] weights = axis.weights()[y];
      for (int j = 0; j < weights.length; j++) {
        add(weights[j], (axis.first()[y] + j) * row, to, y * row, row);
      }
    }
    return new Pixels(newHeight, width, channels, to);
  }

  private void add(float weight, int source, float[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] += weight * values[source + i];
    }
  }

  /** The values rounded to the nearest of 0 to 255, halves up. */
  byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.min(255, Math.max(0, Math.round(values[i])));
    }
    return bytes;
  }
}
