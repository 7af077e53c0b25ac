package dev.trine.dataset.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The channels of a decoded image as they are stored, scaled to 0 to 255. Not as the colour model
 * of the JDK has them: that takes grey for linear in light, and so would lighten it.
 */
final class Channels {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;
  private static final int LARGEST = 255;

  private Channels() {}

  /** Transparency is left out; what is transparent has the colour that it is stored with. */
  static Pixels of(BufferedImage image, Colour colour) {
    int height = image.getHeight();
    int width = image.getWidth();
    int channels = colour.channels();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    float[] row = new float[3 * width];
    for (int y = 0; y < height; y++) {
      read(image, y, row);
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * channels;
        if (colour == Colour.GREY) {
          values[at] = (float) (RED * row[3 * x] + GREEN * row[3 * x + 1] + BLUE * row[3 * x + 2]);
        } else {
          System.arraycopy(row, 3 * x, values, at, 3);
        }
      }
    }
    return new Pixels(height, width, channels, values);
  }

  /** Reads red, green and blue of a row of pixels. */
  private static void read(BufferedImage image, int y, float[] to) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    for (int band = 0; band < 3; band++) {
      int stored = bands >= 3 ? band : 0; // grey, with transparency or without, is all three
      int[] samples = raster.getSamples(0, y, width, 1, stored, (int[]) null);
      float largest = (1 << raster.getSampleModel().getSampleSize(stored)) - 1;
      for (int x = 0; x < width; x++) {
        to[3 * x + band] =
            image.getColorModel() instanceof IndexColorModel palette
                ? palette.getRGB(samples[x]) >> 8 * (2 - band) & LARGEST
                : samples[x] * LARGEST / largest;
      }
    }
  }
}
