package dev.trine.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * Images of 4 × 4 bytes, in files of several kinds.
 *
 * @param sides 0 where the left half is lit, 1 where it is the right
 */
record Halves(byte[][] pixels, int[] sides) {
  private static final int WIDTH = 4;

  /** The same for the same number. */
  static Halves of(int count) {
    SplittableRandom random = new SplittableRandom(count);
    Halves halves = new Halves(new byte[count][WIDTH * WIDTH], new int[count]);
    for (int i = 0; i < count; i++) {
      halves.sides[i] = random.nextInt(2);
      for (int pixel = 0; pixel < WIDTH * WIDTH; pixel++) {
        int lit = pixel % WIDTH / 2 == halves.sides[i] ? 100 : 0;
        halves.pixels[i][pixel] = (byte) (random.nextInt(100) + lit);
      }
    }
    return halves;
  }

  /** As a part of a set in MNIST's format. */
  void writeIdx(Path folder, String part) throws IOException {
    Path images = folder.resolve(part + "-images-idx3-ubyte");
    Path labels = folder.resolve(part + "-labels-idx1-ubyte");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(images))) {
      for (int number : new int[] {0x803, sides.length, WIDTH, WIDTH}) {
        out.writeInt(number);
      }
      for (byte[] image : pixels) {
        out.write(image);
      }
    }
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(labels))) {
      out.writeInt(0x801);
      out.writeInt(sides.length);
      for (int side : sides) {
        out.write(side);
      }
    }
  }

  /** As NumPy writes them: x of bytes and y of 32-bit integers. */
  void writeNpz(Path file) throws IOException {
    ByteArrayOutputStream x = array("|u1", "(%s, 4, 4)".formatted(sides.length));
    for (byte[] image : pixels) {
      x.write(image);
    }
    ByteBuffer labels = ByteBuffer.allocate(4 * sides.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int side : sides) {
      labels.putInt(side);
    }
    ByteArrayOutputStream y = array("<i4", "(%s,)".formatted(sides.length));
    y.write(labels.array());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(x.toByteArray());
      zip.putNextEntry(new ZipEntry("y.npy"));
      zip.write(y.toByteArray());
    }
  }

  private static ByteArrayOutputStream array(String type, String shape) throws IOException {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(header.length() & 0xff);
    out.write(header.length() >> 8);
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    return out;
  }

  /** As grey images, {@code 000.png} and so on. */
  void writeImages(Path folder) throws IOException {
    for (int i = 0; i < sides.length; i++) {
      writeImage(folder, i);
    }
  }

  /** The same in a subfolder for each side, {@code left} and {@code right}. */
  void writeClasses(Path folder) throws IOException {
    for (int i = 0; i < sides.length; i++) {
      writeImage(folder.resolve(name(i)), i);
    }
  }

  /** What the side of an example is called. */
  String name(int example) {
    return sides[example] == 0 ? "left" : "right";
  }

  private void writeImage(Path folder, int example) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, WIDTH, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, WIDTH, WIDTH, pixels[example]);
    Files.createDirectories(folder);
    ImageIO.write(image, "png", folder.resolve("%03d.png".formatted(example)).toFile());
  }
}
