package dev.trine.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.examples.TestSetting;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
  private static final int SIDE = 28;

  @TempDir private Path folder;

  @Test
  void beatsTheLinearClassifierAndTrainsOnce() throws IOException {
    List<String> first = TestSetting.run(new Digits(5), folder, null);
    double baseline = TestSetting.number(first, "Baseline accuracy");
    double reached = TestSetting.number(first, "Test accuracy");
    assertTrue(reached > baseline + 3, String.join("\n", first));
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("fixed-point") && page.contains("Mistaken"), page);

    List<String> second = TestSetting.run(new Digits(5), folder, null);
    assertFalse(second.stream().anyMatch(line -> line.startsWith("training")), second.toString());
    assertEquals(reached, TestSetting.number(second, "Test accuracy"));
  }

  /** On a few of the bundled digits, three times as large, in files as those of MNIST. */
  @Test
  void readsMnistsFiles() throws IOException {
    Path data = Files.createDirectory(folder.resolve("mnist"));
    write(data, "train", 0, 200);
    write(data, "t10k", 200, 300);
    List<String> lines = TestSetting.run(new Digits(1), folder, data);
    assertEquals("200 digits to train on, 100 to test with", lines.get(0));
    assertTrue(TestSetting.number(lines, "Test accuracy") > 30, String.join("\n", lines));
  }

  @Test
  void namesTheFileThatAFolderLacks() {
    DataException missing =
        assertThrows(DataException.class, () -> TestSetting.run(new Digits(1), folder, folder));
    assertTrue(missing.getMessage().contains("train-images-idx3-ubyte"), missing.getMessage());
  }

  @Test
  void theNearestNeighbourOfAKnownImageIsItself() {
    Dataset few = Datasets.digits().select(3, 1, 4, 15, 9, 2);
    assertEquals(1, new NearestNeighbour(few).accuracy(few));
  }

  private static void write(Path folder, String part, int from, int to) throws IOException {
    Dataset digits = Datasets.digits();
    Path images = folder.resolve(part + "-images-idx3-ubyte");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(images))) {
      for (int header : new int[] {0x803, to - from, SIDE, SIDE}) {
        out.writeInt(header);
      }
      for (int i = from; i < to; i++) {
        out.write(enlarged(digits.read(Dataset.FEATURES, i)));
      }
    }
    Path labels = folder.resolve(part + "-labels-idx1-ubyte");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(labels))) {
      for (int header : new int[] {0x801, to - from}) {
        out.writeInt(header);
      }
      for (int i = from; i < to; i++) {
        out.writeByte((int) digits.read(Dataset.TARGETS, i)[0]);
      }
    }
  }

  private static byte[] enlarged(double[] pixels) {
    byte[] image = new byte[SIDE * SIDE];
    for (int row = 0; row < 24; row++) {
      for (int column = 0; column < 24; column++) {
        double pixel = pixels[row / 3 * 8 + column / 3];
        image[(row + 2) * SIDE + column + 2] = (byte) Math.round(255 * pixel);
      }
    }
    return image;
  }
}
