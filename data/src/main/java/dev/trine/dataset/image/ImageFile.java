package dev.trine.dataset.image;

import dev.trine.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes one image. */
final class ImageFile {
  /** What decoding takes for a pixel at most, as the JDK has it and as numbers of all channels. */
  private static final long BYTES_A_PIXEL = 64;

  /** What an array of all channels holds. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

  private ImageFile() {}

  /**
   * The image with its channels.
   *
   * @throws DataException if the file cannot be read, naming it
   */
  static Pixels read(Path file, Colour colour) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      ImageFormat format = ImageFormat.of(file, bytes);
      if (format == ImageFormat.PNG) {
        PngChunks.check(file, bytes);
      }
      return Channels.of(decoded(file, bytes, format), colour);
    } catch (DataException refused) {
      throw refused;
    } catch (IOException | RuntimeException unreadable) {
      // The decoders of the JDK answer damage with exceptions of many kinds.
      throw new DataException(
          "%s cannot be read as an image: %s; expected PNG, or JPEG of grey or RGB: take it away, fetch it again, or convert it"
              .formatted(file, unreadable),
          unreadable);
    }
  }

  private static BufferedImage decoded(Path file, byte[] bytes, ImageFormat format)
      throws IOException {
    ImageReader reader = format.reader();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      long most = Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / BYTES_A_PIXEL);
      if (pixels > Math.min(format.mostPixels(bytes.length), most)) {
        throw new DataException(
            "%s declares %s × %s pixels, which do not fit into its %s bytes, or into memory: it is damaged, or to be made smaller"
                .formatted(file, reader.getWidth(0), reader.getHeight(0), bytes.length));
      }
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      BufferedImage image = reader.read(0);
      checkWhole(file, warnings);
      return image;
    } finally {
      reader.dispose();
    }
  }

  /** What is missing of a JPEG, its decoder makes up in grey, and only warns of it. */
  private static void checkWhole(Path file, List<String> warnings) {
    for (String warning : warnings) {
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
        throw new DataException(
            "%s is cut short or damaged: %s; fetch it again".formatted(file, warning));
      }
    }
  }
}
