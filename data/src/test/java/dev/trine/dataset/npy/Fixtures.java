package dev.trine.dataset.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What NumPy wrote, by {@code array_files.py}. */
final class Fixtures {
  private Fixtures() {}

  /** An array, its elements in row-major order, and the file that it was saved to. */
  record Saved(String name, long[] shape, double[] elements, byte[] file) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The file of an array that is not read, and what is said of it. */
  record Refused(String fault, byte[] file) {
    @Override
    public String toString() {
      return fault;
    }
  }

  static List<Saved> arrays() throws IOException {
    return lines("arrays.tsv").stream()
        .map(
            cells ->
                new Saved(
                    cells[0],
                    Arrays.stream(cells[1].split(",")).mapToLong(Long::parseLong).toArray(),
                    Arrays.stream(cells[2].split(",")).mapToDouble(Fixtures::number).toArray(),
                    Base64.getDecoder().decode(cells[3])))
        .toList();
  }

  static List<Refused> refused() throws IOException {
    return lines("refused.tsv").stream()
        .map(cells -> new Refused(cells[0], Base64.getDecoder().decode(cells[1])))
        .toList();
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream resource = Fixtures.class.getResourceAsStream(name)) {
      return resource.readAllBytes();
    }
  }

  private static List<String[]> lines(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("\t"))
        .toList();
  }

  private static double number(String written) {
    return Double.parseDouble(written.replace("inf", "Infinity").replace("nan", "NaN"));
  }
}
