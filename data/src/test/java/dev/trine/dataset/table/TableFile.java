package dev.trine.dataset.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files to read tables from. */
final class TableFile {
  private TableFile() {}

  static Path of(Path folder, String text) {
    return of(folder, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path of(Path folder, byte[] content) {
    try {
      return Files.write(folder.resolve("t.csv"), content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /**
   * R. A. Fisher, "The use of multiple measurements in taxonomic problems", 1936; UCI Machine
   * Learning Repository, CC BY 4.0, in the form in which scikit-learn has it.
   */
  static Path iris() {
    try {
      return Path.of(TableFile.class.getResource("iris.csv").toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
