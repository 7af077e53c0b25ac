package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * An archive in the ustar format of POSIX.1 (pax, "ustar Interchange Format"), compressed by gzip.
 * Its bytes follow from the files' names, contents and executability: entries are sorted, of one
 * time and one owner; links become the files that they stand for.
 */
final class TarGz {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int PREFIX_BYTES = 155;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ROOT = 0;

  /** Of all entries. Some programs take the beginning of 1970 for a fault. */
  private static final Instant TIME = Instant.parse("2000-01-01T00:00:00Z");

  private TarGz() {}

  /** Writes a folder, which the entries' names begin with, and all that is in it. */
  static void write(Path folder, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files = paths.sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(target);
        OutputStream gzip = new GZIPOutputStream(out, BUFFER_BYTES)) {
      for (Path file : files) {
        String name = folder.getParent().relativize(file).toString();
        if (Files.isDirectory(file)) {
          gzip.write(header(name + "/", '5', 0755, 0));
        } else {
          long size = Files.size(file);
          gzip.write(header(name, '0', Files.isExecutable(file) ? 0755 : 0644, size));
          Files.copy(file, gzip);
          gzip.write(new byte[(int) (-size & (BLOCK - 1))]);
        }
      }
      gzip.write(new byte[2 * BLOCK]);
    }
  }

  private static byte[] header(String name, char type, int mode, long size) {
    int split =
        name.length() <= NAME_BYTES ? -1 : name.indexOf('/', name.length() - NAME_BYTES - 1);
    byte[] header = new byte[BLOCK];
    put(header, 0, NAME_BYTES, name.substring(split + 1));
    putNumber(header, 100, 8, mode);
    putNumber(header, 108, 8, ROOT);
    putNumber(header, 116, 8, ROOT);
    putNumber(header, 124, 12, size);
    putNumber(header, 136, 12, TIME.getEpochSecond());
    header[156] = (byte) type;
    put(header, 257, 8, "ustar\0" + "00");
    put(header, 345, PREFIX_BYTES, name.substring(0, Math.max(split, 0)));
    // The sum is over the whole header with blanks in the sum's own place.
    put(header, 148, 8, " ".repeat(8));
    int sum = 0;
    for (byte each : header) {
      sum += Byte.toUnsignedInt(each);
    }
    putNumber(header, 148, 7, sum);
    header[154] = 0;
    return header;
  }

  /** In octal digits up to a zero byte. */
  private static void putNumber(byte[] header, int offset, int width, long value) {
    put(header, offset, width, String.format(Locale.ROOT, "%0" + (width - 1) + "o", value));
  }

  private static void put(byte[] header, int offset, int width, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > width) {
      throw new TrineException(
          "'%s' is longer than the %s bytes that tar has for it".formatted(text, width));
    }
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
