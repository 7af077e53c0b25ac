package dev.trine.cli.predict.data;

import dev.trine.DataException;
import dev.trine.cli.option.InputFolder;
import dev.trine.data.Dataset;
import dev.trine.dataset.image.Colour;
import dev.trine.dataset.image.ImageFolder;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Images, of the size and colour that the model takes. */
final class ImageData implements SavedModelData {
  @Option(
      names = "--images",
      required = true,
      paramLabel = "FOLDER",
      converter = InputFolder.class,
      description =
          "PNG and JPEG images: to predict for, in the folder itself; to evaluate with, in a"
              + " subfolder for each class.")
  private Path folder;

  private List<Path> files;

  @Override
  public Dataset features(Model model) {
    Shape image = image(model.network());
    ImageFolder images = ImageFolder.unlabelled(folder, height(image), width(image), colour(image));
    files = images.files();
    return images.streamed();
  }

  @Override
  public Dataset examples(Model model) {
    Shape image = image(model.network());
    return ImageFolder.of(folder, height(image), width(image), colour(image)).streamed();
  }

  @Override
  public List<String> columns() {
    return List.of("file");
  }

  @Override
  public List<String> row(int example) {
    return List.of(files.get(example).getFileName().toString());
  }

  private static Shape image(Network network) {
    Shape shape = network.inputs().get(0).type().shape();
    if (network.inputs().size() != 1
        || shape.rank() != 3
        || shape.dimension(2) != 1 && shape.dimension(2) != 3) {
      throw new DataException(
          "The model takes %s, expected an image of [height, width, 1] or [height, width, 3] alone: it was not trained on --images"
              .formatted(network.inputs()));
    }
    return shape;
  }

  private static int height(Shape image) {
    return (int) image.dimension(0);
  }

  private static int width(Shape image) {
    return (int) image.dimension(1);
  }

  private static Colour colour(Shape image) {
    return image.dimension(2) == 3 ? Colour.RGB : Colour.GREY;
  }
}
