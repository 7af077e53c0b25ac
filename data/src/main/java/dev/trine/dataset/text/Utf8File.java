package dev.trine.dataset.text;

import dev.trine.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file in UTF-8; a byte-order mark at its start is none of its characters. */
final class Utf8File {
  private static final long LONGEST = Integer.MAX_VALUE / 4;
  private static final char MARK = '\ufeff';

  private Utf8File() {}

  /**
   * @throws DataException if the file cannot be read, is longer than 512 MiB, or is no UTF-8,
   *     naming the first byte that is not
   */
  static String read(Path file) {
    try {
      long length = Files.size(file);
      if (length > LONGEST) {
        throw new DataException(
            "%s has %s bytes, expected at most %s: cut it into several files"
                .formatted(file, length, LONGEST));
      }
      return decoded(file, ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      throw new DataException(
          "%s cannot be read: %s; expected text in UTF-8".formatted(file, unreadable), unreadable);
    }
  }

  private static String decoded(Path file, ByteBuffer bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      throw new DataException(
          "%s, byte %s: %02x begins no character of UTF-8: convert the file, as by iconv -t UTF-8"
              .formatted(file, bytes.position(), bytes.get(bytes.position())));
    }
    text.flip();
    if (text.hasRemaining() && text.get(0) == MARK) {
      text.get();
    }
    return text.toString();
  }
}
