package dev.trine.cli.train.source;

import dev.trine.cli.option.AtLeastOne;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Height and width of images in pixels: {@code 28x28}. */
record ImageSize(int height, int width) {
  /** Reads it. */
  static final class Converter implements ITypeConverter<ImageSize> {
    private static final AtLeastOne EXTENT = new AtLeastOne();

    @Override
    public ImageSize convert(String text) {
      String[] extents = text.split("x", -1);
      try {
        if (extents.length == 2) {
          return new ImageSize(EXTENT.convert(extents[0]), EXTENT.convert(extents[1]));
        }
      } catch (TypeConversionException malformed) {
        // Reported below, like too few numbers.
      }
      throw new TypeConversionException(
          "'%s' is no size, expected height and width in pixels, such as 28x28".formatted(text));
    }
  }
}
