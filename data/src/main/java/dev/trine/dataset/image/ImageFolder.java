package dev.trine.dataset.image;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.DatasetBuilder;
import dev.trine.dataset.folder.DecodedExamples;
import dev.trine.dataset.folder.LabelledFiles;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A folder of PNG and JPEG images with a subfolder for each class. They come as U8 [height, width,
 * channels], all of one size, whatever their proportions: along an axis where an image is larger, a
 * pixel is the mean over what it covers, and where it is smaller, linear between its neighbours.
 *
 * <p>Values are as stored: no colour profile is applied, transparency is left out, 16 bits become
 * 8, and <b>an orientation that a camera noted (EXIF) is not heeded</b>.
 */
public final class ImageFolder {
  private static final Set<String> ENDINGS = Set.of(".png", ".jpg", ".jpeg");

  private final LabelledFiles files;
  private final int height;
  private final int width;
  private final Colour colour;

  private ImageFolder(LabelledFiles files, int height, int width, Colour colour) {
    this.files = files;
    this.height = height;
    this.width = width;
    this.colour = colour;
  }

  /**
   * The images of a folder, of which none is read yet. What is hidden by a name that begins with a
   * dot is left out.
   *
   * @param folder with a subfolder for each class; classes are in the order of their names
   * @throws DataException if there is no class, or a file that is not named as an image, naming it;
   *     or if this Java decodes no images
   * @throws IllegalArgumentException if height or width is not positive
   */
  public static ImageFolder of(Path folder, int height, int width, Colour colour) {
    check(height, width);
    return new ImageFolder(LabelledFiles.of(folder, ENDINGS), height, width, colour);
  }

  /**
   * Images to predict for, in a folder without subfolders. Their sets have the input "features"
   * alone.
   *
   * @throws DataException if there is no image, or a file that is not named as one, naming it; or
   *     if this Java decodes no images
   * @throws IllegalArgumentException if height or width is not positive
   */
  public static ImageFolder unlabelled(Path folder, int height, int width, Colour colour) {
    check(height, width);
    return new ImageFolder(LabelledFiles.unlabelled(folder, ENDINGS), height, width, colour);
  }

  private static void check(int height, int width) {
    if (ModuleLayer.boot().findModule("java.desktop").isEmpty()) {
      throw new DataException(
          "This Java has not the module java.desktop, which decodes images: use a whole JDK, or arrays of NumPy or IDX files in place of images");
    }
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "Images cannot be made %s × %s pixels; expected at least 1 × 1, and at most what an array holds"
              .formatted(height, width));
    }
  }

  /** The files, in the order of the examples. */
  public List<Path> files() {
    return files.files();
  }

  /**
   * A set that decodes an image each time that it is asked for, those of a batch by all cores. It
   * is for what does not fit in memory. A file that cannot be read ends the pass with a {@link
   * DataException} that names it.
   *
   * @return the input "features", U8 [height, width, channels], and the labels "targets"
   */
  public Dataset streamed() {
    TensorType type = new TensorType(DType.U8, Shape.of(height, width, colour.channels()));
    return DecodedExamples.of(files, type, this::decode, HostBuffer::put);
  }

  /**
   * A set in memory, decoded once, by all cores, with the fields of {@link #streamed}.
   *
   * @throws DataException if a file cannot be read, naming it
   */
  public Dataset loaded() {
    byte[][] images = files.files().parallelStream().map(this::decode).toArray(byte[][]::new);
    DatasetBuilder set =
        Dataset.builder()
            .input(Dataset.FEATURES, Shape.of(height, width, colour.channels()), images);
    if (!files.classes().isEmpty()) {
      int[] labels = files.labels().stream().mapToInt(Integer::intValue).toArray();
      set.labels(Dataset.TARGETS, labels, files.classes());
    }
    return set.build();
  }

  private byte[] decode(Path file) {
    return ImageFile.read(file, colour).resized(height, width).bytes();
  }
}
