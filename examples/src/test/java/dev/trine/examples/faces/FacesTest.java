package dev.trine.examples.faces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.examples.TestSetting;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On discs with two eyes, and on slopes. */
class FacesTest {
  private static final int SIDE = 25;
  private static final int COUNT = 60;
  private static final Faces SMALL =
      new Faces(2, List.of(Detector.linear(3), Detector.augmented(8)), new Autoencoder(200));

  @TempDir private Path folder;
  private final byte[][] pictures = new byte[COUNT][];
  private Path data;

  @BeforeEach
  void draw() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < COUNT; i++) {
      pictures[i] = isFace(i) ? face(random) : slope(random);
    }
    data = Files.createDirectory(folder.resolve("data"));
  }

  private static boolean isFace(int example) {
    return example % 2 == 1;
  }

  private static byte[] face(SplittableRandom random) {
    int middle = 12 + random.nextInt(-2, 3);
    int centre = 12 + random.nextInt(-2, 3);
    byte[] picture = new byte[SIDE * SIDE];
    for (int i = 0; i < picture.length; i++) {
      int y = i / SIDE - middle;
      int x = Math.abs(i % SIDE - centre);
      boolean isEye = Math.abs(y + 3) < 2 && Math.abs(x - 3) < 2;
      picture[i] = (byte) ((x * x + y * y < 80 && !isEye ? 200 : 40) + random.nextInt(40));
    }
    return picture;
  }

  private static byte[] slope(SplittableRandom random) {
    double down = random.nextDouble(-4, 4);
    double across = random.nextDouble(-4, 4);
    byte[] picture = new byte[SIDE * SIDE];
    for (int i = 0; i < picture.length; i++) {
      double grey = 120 + down * (i / SIDE - 12) + across * (i % SIDE - 12) + random.nextInt(40);
      picture[i] = (byte) Math.max(0, Math.min(255, grey));
    }
    return picture;
  }

  private void writeIdx() throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + COUNT * SIDE * SIDE);
    images.putInt(0x803).putInt(COUNT).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + COUNT);
    labels.putInt(0x801).putInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      images.put(pictures[i]);
      labels.put((byte) (isFace(i) ? 1 : 0));
    }
    Files.write(data.resolve("some-images-idx3-ubyte"), images.array());
    Files.write(data.resolve("some-labels-idx1-ubyte"), labels.array());
  }

  private void writeImages() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setDataElements(0, 0, SIDE, SIDE, pictures[i]);
      Path kind = Files.createDirectories(data.resolve(isFace(i) ? "faces" : "others"));
      ImageIO.write(image, "png", kind.resolve("%02d.png".formatted(i)).toFile());
    }
  }

  @Test
  void tellsThemApartAndTrainsOnce() throws IOException {
    writeIdx();
    List<String> first = TestSetting.run(SMALL, folder, data);
    String all = String.join("\n", first);
    assertTrue(first.contains("30 faces, 30 other pictures"), all);
    assertEquals(5, first.stream().filter(line -> line.startsWith("training")).count(), all);
    assertTrue(TestSetting.number(first, "Baseline accuracy") > 80, all);
    assertTrue(TestSetting.number(first, "Test accuracy") > 90, all);
    assertTrue(TestSetting.number(first, "Error of drawn faces") < 0.6, all);
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("not shown") && page.contains("original"), page);

    List<String> second = TestSetting.run(SMALL, folder, data);
    assertFalse(second.stream().anyMatch(line -> line.startsWith("training")), second.toString());
    for (String line : List.of("Test accuracy", "Baseline error", "Error of drawn faces")) {
      assertEquals(TestSetting.number(first, line), TestSetting.number(second, line));
    }
  }

  @Test
  void foldersOfImagesAreReadAsFilesAre() throws IOException {
    writeImages();
    Patches ofImages = Patches.read(data);
    data = Files.createDirectory(folder.resolve("files"));
    writeIdx();
    Patches ofFiles = Patches.read(data);
    assertEquals(30, ofImages.count(1));
    assertArrayEquals(
        ofFiles.select(ofFiles.where(1)).pixels(), ofImages.select(ofImages.where(1)).pixels());
  }

  @Test
  void saysWhatAFolderMustHave() throws IOException {
    assertSays(null, "'faces'", "idx3-ubyte", "--data FOLDER");
    assertSays(data, data.toString(), "'others'", "idx1-ubyte");
  }

  private void assertSays(Path given, String... parts) {
    String message =
        assertThrows(DataException.class, () -> TestSetting.run(SMALL, folder, given)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message + " does not say " + part);
    }
    assertEquals(1, message.lines().count());
  }
}
