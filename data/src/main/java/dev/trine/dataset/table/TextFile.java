package dev.trine.dataset.table;

import dev.trine.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Text in UTF-8, with a byte order mark or without, as it is or in gzip. */
final class TextFile {
  /** A line of its own behind the text. A quote that is not closed swallows it, and is so found. */
  static final String END = "\0\0";

  private static final int BYTE_ORDER_MARK = '\uFEFF';
  private static final int GZIP_MAGIC = 0x1f8b; // RFC 1952, section 2.3.1

  private TextFile() {}

  /**
   * Opens a file, the text of which {@link #END} follows. Gzip is known by its first bytes,
   * whatever the file is called.
   */
  static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      InputStream whole = isGzip(bytes) ? new GZIPInputStream(bytes) : bytes;
      InputStream end = new ByteArrayInputStream(("\n" + END).getBytes(StandardCharsets.UTF_8));
      BufferedReader text =
          new BufferedReader(
              new InputStreamReader(
                  new SequenceInputStream(whole, end),
                  StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      return text;
    } catch (IOException | RuntimeException failure) {
      bytes.close();
      throw failure;
    }
  }

  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    return magic == GZIP_MAGIC;
  }

  /** Says what kept a file from being read. */
  static DataException unreadable(Path file, IOException failure) {
    if (failure instanceof CharacterCodingException) {
      return new DataException(
          "%s is not in UTF-8; save it in that encoding".formatted(file.getFileName()), failure);
    }
    String why =
        Files.notExists(file)
            ? "there is no such file"
            : Files.isDirectory(file) ? "it is a folder, expected a file" : failure.toString();
    return new DataException(
        "%s cannot be read: %s".formatted(file.toAbsolutePath(), why), failure);
  }
}
