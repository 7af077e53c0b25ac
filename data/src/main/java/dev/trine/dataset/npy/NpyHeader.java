package dev.trine.dataset.npy;

import dev.trine.DataException;
import dev.trine.dataset.array.ArrayHeader;
import dev.trine.tensor.Shape;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an array in NPY format, versions 1.0 to 3.0 (NumPy Enhancement Proposal 1): a magic
 * word, two bytes for the version, the length of what follows, little-endian, and that: a
 * dictionary as Python writes it.
 */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int SHORT_FIXED = 10;
  private static final int LONG_FIXED = 12;

  /** Of simple types it takes some 100 characters. */
  private static final int LONGEST = 1 << 16;

  private static final int MOST_DIMENSIONS = 64;
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** A key, its value, and what is between it and the next or the end. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(\\w+)'\\s*:\\s*('[^']*'|True|False|\\([\\d\\sL,]*\\)|\\[.*\\])\\s*(?:,\\s*|(?=\\}))",
          Pattern.DOTALL);

  private static final Pattern EXTENT = Pattern.compile("(\\d{1,18})L?");

  private NpyHeader() {}

  /**
   * @throws EOFException if the array ends before its header does
   */
  static ArrayHeader read(String source, DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new DataException(
          "%s begins with the bytes %s, expected \\x93NUMPY as in NPY format: write it with numpy.save"
              .formatted(source, Arrays.toString(magic)));
    }
    int version = in.readUnsignedByte();
    int minor = in.readUnsignedByte();
    if (version < 1 || version > 3 || minor != 0) {
      throw new DataException(
          "%s is of version %s.%s of NPY format, expected 1.0, 2.0 or 3.0"
              .formatted(source, version, minor));
    }
    long length =
        version == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    if (length > LONGEST) {
      throw new DataException(
          "%s declares a header of %s bytes, expected at most %s for an array of numbers: it is damaged"
              .formatted(source, length, LONGEST));
    }
    byte[] dictionary = in.readNBytes((int) length);
    if (dictionary.length < length) {
      throw new EOFException();
    }
    long end = (version == 1 ? SHORT_FIXED : LONG_FIXED) + length;
    return of(source, new String(dictionary, StandardCharsets.UTF_8), end);
  }

  private static ArrayHeader of(String source, String dictionary, long end) {
    Map<String, String> entries = entries(source, dictionary);
    NpyType type = NpyType.of(source, entries.get("descr"));
    boolean columnMajor =
        switch (entries.get("fortran_order")) {
          case "True" -> true;
          case "False" -> false;
          default -> throw malformed(source, dictionary);
        };
    Shape shape = shape(source, dictionary, entries.get("shape"));
    return new ArrayHeader(source, type.type(), type.order(), shape, columnMajor, end);
  }

  private static Map<String, String> entries(String source, String dictionary) {
    Map<String, String> entries = new HashMap<>();
    int opened = dictionary.indexOf('{') + 1;
    Matcher entry = ENTRY.matcher(dictionary);
    int end = opened;
    while (entry.region(end, dictionary.length()).lookingAt()) {
      entries.put(entry.group(1), entry.group(2));
      end = entry.end();
    }
    if (opened == 0
        || !dictionary.substring(end).strip().equals("}")
        || !entries.keySet().equals(KEYS)) {
      throw malformed(source, dictionary);
    }
    return entries;
  }

  private static Shape shape(String source, String dictionary, String tuple) {
    if (!tuple.startsWith("(")) {
      throw malformed(source, dictionary);
    }
    String inner = tuple.substring(1, tuple.length() - 1).strip();
    String[] parts = inner.isEmpty() ? new String[0] : inner.split("\\s*,\\s*");
    if (parts.length > MOST_DIMENSIONS) {
      throw malformed(source, dictionary);
    }
    long[] extents = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Matcher extent = EXTENT.matcher(parts[i]);
      if (!extent.matches()) {
        throw malformed(source, dictionary);
      }
      extents[i] = Long.parseLong(extent.group(1));
    }
    return ArrayHeader.shape(source, extents);
  }

  private static DataException malformed(String source, String dictionary) {
    String shown = dictionary.strip();
    return new DataException(
        "%s has the header %s, expected {'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), } or the like: write it again with numpy.save"
            .formatted(source, shown.length() > 200 ? shown.substring(0, 200) + "…" : shown));
  }
}
