package dev.trine.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture: rows of pixels, each of one grey or of red, green and blue.
 *
 * @param bytes of [height, width, channels], 0 for dark to 255
 */
public record Pixels(int height, int width, int channels, byte[] bytes) {
  /** Copies the bytes. */
  public Pixels {
    if (channels != 1 && channels != 3 || bytes.length != height * width * channels) {
      throw new IllegalArgumentException(
          "%s bytes of %s×%s pixels of %s channels, expected a byte for each of 1 or 3"
              .formatted(bytes.length, height, width, channels));
    }
    bytes = bytes.clone();
  }

  /**
   * Bytes that are there as numbers.
   *
   * @param values of [height, width, channels], 0 to 255
   */
  public static Pixels of(int height, int width, int channels, double[] values) {
    return scaled(height, width, channels, values, 0, 255);
  }

  /**
   * Numbers of whatever size; the least of them is dark, the largest light.
   *
   * @param values of [height, width, channels]
   */
  public static Pixels stretched(int height, int width, int channels, double[] values) {
    double least = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    double largest = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    return scaled(height, width, channels, values, least, largest > least ? largest : least + 1);
  }

  /** Numbers of which one is dark and one light. */
  public static Pixels scaled(
      int height, int width, int channels, double[] values, double dark, double light) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      double share = Math.max(0, Math.min(1, (values[i] - dark) / (light - dark)));
      bytes[i] = (byte) Math.round(255 * share); // of NaN 0
    }
    return new Pixels(height, width, channels, bytes);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** As the address of an image that lies in the page. */
  String address() {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(width, height, type);
    int[] each = new int[channels];
    for (int pixel = 0; pixel < height * width; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        each[channel] = bytes[pixel * channels + channel] & 0xff;
      }
      image.getRaster().setPixel(pixel % width, pixel / width, each);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(image));
  }

  private static byte[] png(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO.write would cache in a file.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
