package dev.trine.dataset.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.data.Dataset;
import dev.trine.dataset.Mutants;
import dev.trine.dataset.Refusal;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NpyTest {
  @TempDir Path folder;

  static List<Fixtures.Saved> arrays() throws IOException {
    return Fixtures.arrays();
  }

  static List<Fixtures.Refused> refused() throws IOException {
    return Fixtures.refused();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] saved(String name) throws IOException {
    return arrays().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow().file();
  }

  /** A file of version 1.0 with that dictionary and no elements. */
  private static byte[] headed(String dictionary) {
    byte[] text = dictionary.getBytes(StandardCharsets.UTF_8);
    byte[] file =
        Arrays.copyOf(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 10 + text.length);
    file[8] = (byte) text.length;
    file[9] = (byte) (text.length >> 8);
    System.arraycopy(text, 0, file, 10, text.length);
    return file;
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void whatNumPySavedIsRead(Fixtures.Saved saved) throws IOException {
    Dataset set = Npy.features(write("saved.npy", saved.file()));
    assertEquals(saved.shape()[0], set.size());
    Shape whole = Shape.of(saved.shape());
    Shape shape = whole.rank() == 1 ? Shape.of(1) : whole.example();
    assertEquals(shape, set.field("features").type().shape());
    DType type =
        switch (saved.name().charAt(1)) {
          case 'b' -> DType.U8;
          case 'u' -> saved.name().charAt(2) == '1' ? DType.U8 : DType.I32;
          case 'i' -> DType.I32;
          default -> DType.F32;
        };
    assertEquals(type, set.field("features").type().type());
    int each = (int) shape.elements();
    for (int i = 0; i < set.size(); i++) {
      double[] expected = Arrays.copyOfRange(saved.elements(), i * each, (i + 1) * each);
      assertArrayEquals(expected, set.read("features", i));
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoNumberOrNoExampleIsRefused(Fixtures.Refused refused) throws IOException {
    Path file = write("refused.npy", refused.file());
    Refusal.says(() -> Npy.features(file), "refused.npy has ", refused.fault());
  }

  @Test
  void wholeNumbersBeyond32BitsAreNamed() throws IOException {
    byte[] bytes = saved("<i8 C");
    bytes[bytes.length - 4] = 1; // the upper half of the last element
    Dataset set = Npy.features(write("wide.npy", bytes));
    set.read("features", 1);
    Refusal.says(
        () -> set.read("features", 2), "wide.npy, element 11: 4.294967307E9", "2^31", "32-bit");
  }

  @Test
  void targetsAreLabelsOrValues() throws IOException {
    Path features = write("x.npy", saved("<f4 C"));
    Refusal.says(
        () -> Npy.pair(features, write("y.npy", saved("one dimension"))), "x.npy has 3", "has 12");
    Dataset valued = Npy.pair(features, write("y.npy", saved(">i2 Fortran")));
    assertEquals(DType.F32, valued.field("targets").type().type());
    assertArrayEquals(new double[] {-128, 32767, -32768, 7}, valued.read("targets", 1));
  }

  @Test
  void whatIsMalformedIsNamed() throws IOException {
    byte[] whole = saved("<f4 C");
    Path cut = write("cut.npy", Arrays.copyOf(whole, whole.length - 1));
    Refusal.says(() -> Npy.features(cut), "cut.npy has 47 bytes", "expected 48", "cut short");
    Path header = write("header.npy", Arrays.copyOf(whole, 40));
    Refusal.says(() -> Npy.features(header), "header.npy ends before its header");
    Path foreign = write("foreign.npy", "something else".getBytes());
    Refusal.says(() -> Npy.features(foreign), "foreign.npy begins with", "NUMPY", "numpy.save");
    byte[] newer = whole.clone();
    newer[6] = 4;
    Path version = write("version.npy", newer);
    Refusal.says(() -> Npy.features(version), "version.npy is of version 4.0", "3.0");
    byte[] claiming = saved("version 2.0");
    claiming[11] = 127;
    Path claims = write("claims.npy", claiming);
    Refusal.says(() -> Npy.features(claims), "claims.npy declares a header of", "at most 65536");
    for (String dictionary :
        List.of(
            "",
            "{}",
            "{'descr': '<f4', 'fortran_order': False}",
            "{'descr': '<f4', 'fortran_order': 'no', 'shape': (1,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1, -1)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': True}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} __import__('os')")) {
      Path malformed = write("malformed.npy", headed(dictionary));
      Refusal.says(() -> Npy.features(malformed), "malformed.npy has the header", "expected {");
    }
    Path vast =
        write(
            "vast.npy",
            headed("{'descr':'<f8','fortran_order':False,'shape':(9, 999999999999999999)}"));
    Refusal.says(() -> Npy.features(vast), "vast.npy declares the shape", "no file holds");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Path mutant = folder.resolve("mutant.npy");
    Mutants.areReadOrRefused(saved(">f8 Fortran"), mutant, () -> Npy.features(mutant));
    Mutants.areReadOrRefused(saved("<i8 C"), mutant, () -> Npy.features(mutant));
  }
}
