package dev.trine.cli.train.source;

import dev.trine.cli.option.InputFolder;
import dev.trine.data.Dataset;
import dev.trine.dataset.image.Colour;
import dev.trine.dataset.image.ImageFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A folder of images with a subfolder for each class. */
final class ImageSource implements Source {
  /** Of the heap, for images that are decoded once; others are whenever they are asked for. */
  private static final double SHARE = 0.25;

  @Option(
      names = "--images",
      required = true,
      paramLabel = "FOLDER",
      converter = InputFolder.class,
      description = "PNG and JPEG images in a subfolder for each class.")
  private Path folder;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      converter = ImageSize.Converter.class,
      description = "Pixels that images are stretched or shrunk to. Default: 32x32.")
  private ImageSize size = new ImageSize(32, 32);

  @Option(names = "--rgb", description = "Images are in colour, and not made grey.")
  private boolean isColoured;

  @Override
  public Parts read(double held, long seed) {
    Colour colour = isColoured ? Colour.RGB : Colour.GREY;
    ImageFolder images = ImageFolder.of(folder, size.height(), size.width(), colour);
    Dataset streamed = images.streamed();
    long bytes = streamed.size() * streamed.field(Dataset.FEATURES).type().elements();
    boolean fits = bytes <= SHARE * Runtime.getRuntime().maxMemory();
    return Parts.of(fits ? images.loaded() : streamed, held, seed);
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
