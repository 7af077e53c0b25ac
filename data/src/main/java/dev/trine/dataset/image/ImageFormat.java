package dev.trine.dataset.image;

import dev.trine.DataException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The formats that are read, and how far each packs pixels at most. */
enum ImageFormat {
  /** Of 1 bit a pixel, deflated 1,032 times. */
  PNG("89504e470d0a1a0a", 8 * 1032),
  /** Of 1 bit for each block of 8 × 8 pixels: even a progressive one has as much for the mean. */
  JPEG("ffd8ff", 8 * 64);

  private final byte[] signature;
  private final long mostPixelsAByte;

  ImageFormat(String signature, long mostPixelsAByte) {
    this.signature = HexFormat.of().parseHex(signature);
    this.mostPixelsAByte = mostPixelsAByte;
  }

  /**
   * The format that a file is of by its first bytes, whatever its name.
   *
   * @throws DataException if it is none of these
   */
  static ImageFormat of(Object source, byte[] file) {
    for (ImageFormat format : values()) {
      int length = format.signature.length;
      if (file.length >= length && Arrays.equals(file, 0, length, format.signature, 0, length)) {
        return format;
      }
    }
    throw new DataException(
        "%s is no image of a known format, whatever its name: expected PNG or JPEG; take it away or convert it"
            .formatted(source));
  }

  /** A decoder of its own for each call, since one decodes one image at a time. */
  ImageReader reader() {
    return ImageIO.getImageReadersByFormatName(name()).next();
  }

  /** How many pixels so many bytes hold at most. */
  long mostPixels(long bytes) {
    return bytes * mostPixelsAByte;
  }
}
