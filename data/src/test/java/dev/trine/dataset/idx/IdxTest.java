package dev.trine.dataset.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.dataset.Mutants;
import dev.trine.dataset.Refusal;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void files() throws IOException {
    images = write("images", IdxFile.images(3));
    labels = write("labels", IdxFile.labels(2, 0, 3));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static void isTheSet(Dataset set) {
    assertEquals(3, set.size());
    assertEquals(
        List.of(
            Field.input("features", new TensorType(DType.U8, Shape.of(3, 2))),
            Field.labels("targets", List.of("0", "1", "2", "3"))),
        set.fields());
    assertArrayEquals(new double[] {250, 251, 252, 253, 254, 255}, set.read("features", 0));
    assertArrayEquals(new double[] {6, 7, 8, 9, 10, 11}, set.read("features", 2));
    assertArrayEquals(new double[] {3}, set.read("targets", 2));
    assertTrue(set.examples().areFixed());
  }

  @Test
  void aPairIsReadPlainOrPacked() throws IOException {
    isTheSet(Idx.pair(images, labels));
    Path packed = write("images.gz", IdxFile.packed(IdxFile.images(3)));
    isTheSet(Idx.pair(packed, labels));
  }

  @Test
  void bothNamesOfAFolderAreFoundAndPartsShareTheirClasses() throws IOException {
    write("train-images-idx3-ubyte", IdxFile.images(3));
    write("train-labels.idx1-ubyte.gz", IdxFile.packed(IdxFile.labels(2, 0, 1)));
    write("t10k-images.idx3-ubyte", IdxFile.images(2));
    Refusal.says(
        () -> Idx.folder(folder),
        folder.toString(),
        "none of the files",
        "t10k-labels-idx1-ubyte.gz",
        "t10k-labels.idx1-ubyte");
    write("t10k-labels-idx1-ubyte", IdxFile.labels(4, 0));
    Dataset.Split split = Idx.folder(folder);
    assertEquals(3, split.train().size());
    assertEquals(2, split.test().size());
    assertEquals(List.of("0", "1", "2", "3", "4"), split.train().field("targets").classes());
    assertEquals(split.train().fields(), split.test().fields());
  }

  /** Numbers from the definitions of two's complement and of IEEE 754. */
  @Test
  void everyTypeIsRead() throws IOException {
    byte[] bytes = {(byte) 0xC0, 0x20, 0, 0, 0, 0, 0, 0};
    double[][] expected = {
      {192, 32, 0, 0, 0, 0, 0, 0},
      {-64, 32, 0, 0, 0, 0, 0, 0},
      {-16352, 0, 0, 0},
      {-1071644672, 0},
      {-2.5, 0},
      {-8},
    };
    int[] types = {0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E};
    for (int i = 0; i < types.length; i++) {
      int[] extents = {1, expected[i].length};
      Path file = write("typed" + i, IdxFile.of(types[i], extents, bytes));
      Dataset set = Idx.pair(file, write("one", IdxFile.labels(0)));
      assertArrayEquals(expected[i], set.read("features", 0));
      DType type = i == 0 ? DType.U8 : i < 4 ? DType.I32 : DType.F32;
      assertEquals(type, set.field("features").type().type());
    }
  }

  @Test
  void targetsWithAFractionAreValues() throws IOException {
    byte[] numbers = ByteBuffer.allocate(12).putFloat(1.5f).putFloat(-2).putFloat(4).array();
    Dataset set = Idx.pair(images, write("values", IdxFile.of(0x0D, new int[] {3}, numbers)));
    assertEquals(Field.values("targets", Shape.of(1)), set.field("targets"));
    assertArrayEquals(new double[] {-2}, set.read("targets", 1));
  }

  @Test
  void whatIsMalformedIsNamed() throws IOException {
    byte[] whole = IdxFile.images(3);
    Path cut = write("cut", Arrays.copyOf(whole, whole.length - 1));
    Refusal.says(() -> Idx.pair(cut, labels), "cut has 17 bytes", "expected 18", "cut short");
    Path longer = write("longer", Arrays.copyOf(whole, whole.length + 5));
    Refusal.says(() -> Idx.pair(longer, labels), "longer has 23 bytes", "expected 18");
    Path header = write("header", Arrays.copyOf(whole, 9));
    Refusal.says(() -> Idx.pair(header, labels), "header ends before its header");
    Path foreign = write("foreign", "PNG, or so".getBytes());
    Refusal.says(() -> Idx.pair(foreign, labels), "foreign begins with", "50 4e", "00 00");
    Path typed = write("typed", IdxFile.of(0x0A, new int[] {1}, (byte) 0));
    Refusal.says(() -> Idx.pair(typed, labels), "typed, byte 2: the type is 0a", "expected one of");
    Path missing = folder.resolve("missing");
    Refusal.says(() -> Idx.pair(missing, labels), "missing cannot be read: ", "NoSuchFile");
    Path fewer = write("fewer", IdxFile.labels(0, 1));
    Refusal.says(() -> Idx.pair(images, fewer), "images has 3 examples, but", "fewer has 2");
    Path negative =
        write("negative", IdxFile.of(0x09, new int[] {3}, (byte) 0, (byte) -1, (byte) 2));
    Refusal.says(() -> Idx.pair(images, negative), "negative, element 1: the label -1");
    Path none = write("none", IdxFile.of(0x08, new int[] {0, 3}));
    Refusal.says(() -> Idx.pair(none, labels), "none has the shape [0, 3]", "at least one example");
  }

  /** Each claims 2^32 bytes and more, which would be an OutOfMemoryError if it were believed. */
  @Test
  void claimsAreNotBelieved() throws IOException {
    byte[] vast = IdxFile.of(0x08, new int[] {1 << 29, 1 << 29}, (byte) 1);
    Path plain = write("vast", vast);
    Refusal.says(() -> Idx.pair(plain, labels), "vast has 1 bytes", "expected 288230376151711744");
    Path packed = write("vast.gz", IdxFile.packed(vast));
    Refusal.says(() -> Idx.pair(packed, labels), "vast.gz declares", "do not fit in memory");
    long third = Runtime.getRuntime().maxMemory() / 3 + 1;
    int[] large = {1, (int) Math.min(Integer.MAX_VALUE, third)};
    Path beyondHeap = write("large.gz", IdxFile.packed(IdxFile.of(0x08, large, (byte) 1)));
    Refusal.says(() -> Idx.pair(beyondHeap, labels), "large.gz declares", "do not fit in memory");
    Path beyond = write("beyond", IdxFile.of(0x0E, new int[] {-1, -1, -1}));
    Refusal.says(() -> Idx.pair(beyond, labels), "beyond declares a shape that no file holds");
    Path classes =
        write(
            "classes",
            IdxFile.of(0x0C, new int[] {3}, new byte[] {0, 0, 0, 0, 127, 0, 0, 0, 0, 0, 0, 0}));
    Refusal.says(() -> Idx.pair(images, classes), "element 1: the label 2130706432", "65535");
  }

  /** 3 GiB of images, in a file with a hole that takes no room on most file systems. */
  @Test
  void filesLargerThanAnArrayAreRead() throws IOException {
    int count = 3 << 20;
    byte[] header = IdxFile.of(0x08, new int[] {count, 32, 32});
    Path large = write("large", header);
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(header.length + 1024L * count);
      sparse.seek(sparse.length() - 1024);
      sparse.write(new byte[] {1, 2, 3});
    }
    Path ofLarge = write("of large", IdxFile.labels(new int[count]));
    Dataset set = Idx.pair(large, ofLarge);
    double[] last = set.read("features", count - 1);
    assertArrayEquals(new double[] {1, 2, 3, 0}, Arrays.copyOf(last, 4));
    assertArrayEquals(new double[1024], set.read("features", count - 2));
  }

  /** A hundred megabytes of zeros behind an image of 6 bytes. */
  @Test
  void noMoreIsUnpackedThanTheHeaderPromises() throws IOException {
    byte[] bomb = IdxFile.packed(Arrays.copyOf(IdxFile.images(1), 100_000_000));
    Path file = write("bomb.gz", bomb);
    Refusal.says(() -> Idx.pair(file, labels), "bomb.gz has more than 6 bytes", "expected 6");
    Path cut = write("cut.gz", Arrays.copyOf(IdxFile.packed(IdxFile.images(3)), 20));
    Refusal.says(() -> Idx.pair(cut, labels), "cut.gz ends before");
    Path unpacked = write("unpacked.gz", IdxFile.images(3));
    Refusal.says(() -> Idx.pair(unpacked, labels), "unpacked.gz cannot be read", "gzip");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Path mutant = folder.resolve("mutant");
    Mutants.areReadOrRefused(IdxFile.images(3), mutant, () -> Idx.pair(mutant, labels));
    Mutants.areReadOrRefused(IdxFile.labels(2, 0, 3), mutant, () -> Idx.pair(images, mutant));
    Path packed = folder.resolve("mutant.gz");
    byte[] original = IdxFile.packed(IdxFile.images(3));
    Mutants.areReadOrRefused(original, packed, () -> Idx.pair(packed, labels));
  }
}
