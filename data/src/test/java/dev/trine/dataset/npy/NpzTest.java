package dev.trine.dataset.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.dataset.Mutants;
import dev.trine.dataset.Refusal;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path fixture(String name) throws IOException {
    return write(name, Fixtures.bytes(name));
  }

  @Test
  void usualNamesAreFound() throws IOException {
    Dataset set = Npz.read(fixture("stored.npz"));
    assertEquals(
        List.of(
            Field.input("features", new TensorType(DType.U8, Shape.of(3, 2))),
            Field.labels("targets", List.of("0", "1", "2"))),
        set.fields());
    assertArrayEquals(new double[] {18, 19, 20, 21, 22, 23}, set.read("features", 3));
    assertArrayEquals(new double[] {2}, set.read("targets", 3));
    Dataset deflated = Npz.read(fixture("deflated.npz"));
    assertArrayEquals(new double[] {1.5, 1.75, 2, 2.25, 2.5, 2.75}, deflated.read("features", 1));
  }

  @Test
  void othersAreGiven() throws IOException {
    Path file = fixture("deflated.npz");
    Dataset set = Npz.read(file, "x_train", "y_train");
    assertEquals(Field.values("targets", Shape.of(1)), set.field("targets"));
    assertArrayEquals(new double[] {-2}, set.read("targets", 2));
    assertArrayEquals(new double[] {6, 7, 8, 9, 10, 11}, set.read("features", 1));
    Refusal.says(
        () -> Npz.read(file, "x_test", "y"), "deflated.npz has no array named x_test", "x_train");
  }

  @Test
  void whatIsNoArchiveIsNamed() throws IOException {
    Path foreign = write("foreign.npz", "something else".getBytes());
    Refusal.says(() -> Npz.read(foreign), "foreign.npz cannot be read", "numpy.savez");
    byte[] bytes = Fixtures.bytes("stored.npz");
    bytes[200] ^= 1; // an element of the first array, or its header's padding
    Path damaged = write("damaged.npz", bytes);
    Refusal.says(() -> Npz.read(damaged), "damaged.npz, array 'images' has the checksum");
  }

  /** A hundred megabytes of zeros behind an array of 4 numbers. */
  @Test
  void noMoreIsUnpackedThanTheHeaderPromises() throws IOException {
    byte[] array =
        Fixtures.arrays().stream()
            .filter(a -> a.name().equals("|u1 C"))
            .findFirst()
            .orElseThrow()
            .file();
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(to)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(Arrays.copyOf(array, 100_000_000));
    }
    Path bomb = write("bomb.npz", to.toByteArray());
    Refusal.says(() -> Npz.read(bomb), "bomb.npz, array 'x' has more than 12 bytes", "expected 12");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Path mutant = folder.resolve("mutant.npz");
    byte[] deflated = Fixtures.bytes("deflated.npz");
    Mutants.areReadOrRefused(deflated, mutant, () -> Npz.read(mutant));
    byte[] stored = Fixtures.bytes("stored.npz");
    Mutants.areReadOrRefused(stored, mutant, () -> Npz.read(mutant));
  }
}
