package dev.trine.dataset.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.dataset.Mutants;
import dev.trine.dataset.Refusal;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageFolderTest {
  /** What rounding may add, and what decoders of JPEG may differ by. */
  private static final double ROUNDING = 0.51;

  private static final double DECODERS = 2.5;

  @TempDir Path folder;

  /** What {@code image_files.py} wrote: an image, and Pillow's values of it. */
  record Known(
      String name,
      String ending,
      Colour colour,
      int height,
      int width,
      double[] values,
      byte[] file) {
    @Override
    public String toString() {
      return name + " as " + colour;
    }
  }

  static List<Known> images() throws IOException {
    try (InputStream resource = ImageFolderTest.class.getResourceAsStream("images.tsv")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .map(
              cells ->
                  new Known(
                      cells[0],
                      cells[1],
                      Colour.valueOf(cells[2]),
                      Integer.parseInt(cells[3]),
                      Integer.parseInt(cells[4]),
                      Arrays.stream(cells[5].split(",")).mapToDouble(Double::parseDouble).toArray(),
                      Base64.getDecoder().decode(cells[6])))
          .toList();
    }
  }

  private static byte[] image(String name) throws IOException {
    return images().stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow().file();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  @ParameterizedTest
  @MethodSource("images")
  void whatPillowReadIsRead(Known known) throws IOException {
    write("a/image" + known.ending(), known.file());
    ImageFolder images = ImageFolder.of(folder, known.height(), known.width(), known.colour());
    double[] read = images.streamed().read("features", 0);
    double bound = known.ending().startsWith(".j") ? DECODERS : ROUNDING;
    assertArrayEquals(known.values(), read, bound);
    assertArrayEquals(read, images.loaded().read("features", 0));
  }

  @Test
  void subfoldersAreClasses() throws IOException {
    byte[] grey = image("grey");
    for (String name :
        List.of("dog/2.png", "dog/10.png", "cat/1.png", ".git/1.txt", "dog/.hidden")) {
      write(name, grey);
    }
    Files.createDirectories(folder.resolve("empty"));
    ImageFolder images = ImageFolder.of(folder, 3, 4, Colour.GREY);
    for (Dataset set : List.of(images.streamed(), images.loaded())) {
      assertEquals(
          List.of(
              Field.input("features", new TensorType(DType.U8, Shape.of(3, 4, 1))),
              Field.labels("targets", List.of("cat", "dog"))),
          set.fields());
      assertEquals(3, set.size());
      assertEquals(0, set.read("targets", 0)[0]);
      assertEquals(1, set.read("targets", 2)[0]);
      assertTrue(set.examples().areFixed());
    }
  }

  @Test
  void examplesOfABatchKeepTheirOrder() throws IOException {
    List<Known> all =
        images().stream().filter(i -> i.width() == 4 && i.colour() == Colour.RGB).toList();
    for (int i = 0; i < all.size(); i++) {
      write("a/%02d".formatted(i) + all.get(i).ending(), all.get(i).file());
    }
    ImageFolder images = ImageFolder.of(folder, 3, 4, Colour.RGB);
    Dataset loaded = images.loaded();
    int[] reversed = IntStream.range(0, all.size()).map(i -> all.size() - 1 - i).toArray();
    try (ReferenceBackend backend = new ReferenceBackend();
        Batches batches = new Batches(backend, images.streamed(), all.size())) {
      HostBuffer batch = batches.single(reversed, 0).buffer("features");
      for (int i = 0; i < all.size(); i++) {
        double[] expected = loaded.read("features", reversed[i]);
        for (int j = 0; j < expected.length; j++) {
          assertEquals(expected[j], batch.get((long) i * expected.length + j));
        }
      }
    }
  }

  @Test
  void whatIsForeignIsNamed() throws IOException {
    Refusal.says(() -> open(folder.resolve("none")), "none cannot be read", "expected a folder");
    Refusal.says(() -> open(folder), "has no subfolder with files named .jpeg or .jpg or .png");
    Path loose = write("loose.png", image("grey"));
    Refusal.says(() -> open(folder), "loose.png is not in a folder of its class");
    Files.delete(loose);
    Path notes = write("a/notes.txt", new byte[0]);
    Refusal.says(() -> open(folder), "notes.txt is foreign here", "take it away");
    Files.delete(notes);
    write("a/text.png", "no image".getBytes());
    ImageFolder images = open(folder);
    Refusal.says(images::loaded, "text.png is no image of a known format");
    Refusal.says(() -> images.streamed().read("features", 0), "text.png is no image");
    assertThrows(IllegalArgumentException.class, () -> ImageFolder.of(folder, 0, 4, Colour.GREY));
  }

  /** Its rows, made wide before they are few, would be more pixels than an array holds. */
  @Test
  void veryTallImagesAreRead() throws IOException {
    BufferedImage tall = new BufferedImage(1, 500_000, BufferedImage.TYPE_BYTE_BINARY);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(tall, "png", png);
    write("a/tall.png", png.toByteArray());
    Dataset set = ImageFolder.of(folder, 1, 5_000, Colour.GREY).loaded();
    assertArrayEquals(new double[5_000], set.read("features", 0));
  }

  private static ImageFolder open(Path folder) {
    return ImageFolder.of(folder, 3, 4, Colour.GREY);
  }

  @Test
  void whatIsCutShortIsNamed() throws IOException {
    byte[] whole = image("rgb");
    write("a/cut.png", Arrays.copyOf(whole, whole.length - 20));
    Refusal.says(() -> open(folder).loaded(), "cut.png, byte ", "cut short");
    write("a/cut.png", Arrays.copyOf(whole, whole.length - 12));
    Refusal.says(() -> open(folder).loaded(), "cut.png ends after", "IEND");
    Files.delete(folder.resolve("a/cut.png"));
    byte[] jpeg = image("jpeg");
    write("a/cut.jpg", Arrays.copyOf(jpeg, jpeg.length - 40));
    Refusal.says(() -> open(folder).loaded(), "cut.jpg is cut short", "remature end");
  }

  @Test
  void whatFollowsAnImageDoesNotMatter() throws IOException {
    byte[] whole = image("grey");
    write("a/1.png", whole);
    write("a/2.png", Arrays.copyOf(whole, whole.length + 50));
    Dataset set = open(folder).loaded();
    assertArrayEquals(set.read("features", 0), set.read("features", 1));
  }

  /** The JDK reads more formats, of which nobody checked what damaged files do. */
  @Test
  void otherFormatsAreRefused() throws IOException {
    write("a/other.png", "GIF89a, or so".getBytes());
    Refusal.says(() -> open(folder).loaded(), "other.png is no image of a known format");
  }

  /** Of what would be believed, most is an OutOfMemoryError. */
  @Test
  void claimsAreNotBelieved() throws IOException {
    byte[] vast = image("rgb");
    ByteBuffer.wrap(vast).putInt(16, 40_000).putInt(20, 40_000);
    write("a/image.png", vast);
    Refusal.says(() -> open(folder).loaded(), "image.png declares 40000 × 40000 pixels");
    byte[] jpeg = image("jpeg");
    int frame = HexFormat.of().formatHex(jpeg).indexOf("ffc0") / 2;
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 1000).putShort(frame + 7, (short) 2000);
    write("a/image.png", jpeg);
    Refusal.says(() -> open(folder).loaded(), "image.png declares 2000 × 1000 pixels");
    byte[] part = image("rgb");
    ByteBuffer.wrap(part).putInt(33, 2_000_000_000);
    write("a/image.png", part);
    Refusal.says(() -> open(folder).loaded(), "image.png, byte 33: a part of 2000000000 bytes");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    for (String name : List.of("rgb.png", "palette.png", "jpeg.jpg")) {
      byte[] original = image(name.replaceAll("\\..*", ""));
      Path mutant = write("a/" + name, original);
      Mutants.areReadOrRefused(original, mutant, () -> open(folder).streamed());
      Files.delete(mutant);
    }
  }
}
