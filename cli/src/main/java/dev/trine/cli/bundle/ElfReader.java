package dev.trine.cli.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Reads an ELF file as the dynamic linker reads it: by segments and not by sections. What points
 * beyond the file's end is an {@link IndexOutOfBoundsException} or {@link ArithmeticException}.
 *
 * <p>Formats: System V ABI, chapters 4 and 5; Linux Standard Base Core, "Symbol Versioning".
 *
 * @param content little-endian
 */
record ElfReader(ByteBuffer content) {
  private static final int MAGIC = 0x464c457f;
  private static final int HEADER_BYTES = 64;
  private static final int LITTLE_ENDIAN_64_BITS = 0x0102;
  private static final int X86_64 = 62;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int NEEDED_LIBRARY = 1;
  private static final int STRINGS = 5;
  private static final int NEEDED_VERSIONS = 0x6ffffffe;

  boolean isForX64() {
    return content.limit() >= HEADER_BYTES
        && content.getInt(0) == MAGIC
        && content.getShort(4) == LITTLE_ENDIAN_64_BITS
        && content.getShort(18) == X86_64;
  }

  Set<String> libraries() {
    Set<String> libraries = new TreeSet<>();
    for (long name : dynamicValues(NEEDED_LIBRARY)) {
      libraries.add(string(Math.toIntExact(strings() + name)));
    }
    return libraries;
  }

  Set<String> versions() {
    Set<String> versions = new TreeSet<>();
    for (long needed : dynamicValues(NEEDED_VERSIONS)) {
      int strings = strings();
      // A list of libraries, each with a list of versions, linked by distances.
      for (int library = offset(needed); library != 0; library = next(library)) {
        int first = library + content.getInt(library + 8);
        for (int version = first; version != 0; version = next(version)) {
          versions.add(string(strings + content.getInt(version + 8)));
        }
      }
    }
    return versions;
  }

  /** Where the next element of a list of libraries or versions is; 0 after the last. */
  private int next(int element) {
    int distance = content.getInt(element + 12);
    if (distance < 0) {
      throw new IndexOutOfBoundsException(distance);
    }
    return distance == 0 ? 0 : element + distance;
  }

  private int strings() {
    return offset(dynamicValues(STRINGS)[0]);
  }

  /** The entries of a kind in the dynamic segment, which a static program has not. */
  private long[] dynamicValues(int tag) {
    LongStream.Builder values = LongStream.builder();
    for (int segment : segments(DYNAMIC)) {
      int start = Math.toIntExact(content.getLong(segment + 8));
      int end = Math.toIntExact(start + content.getLong(segment + 32));
      for (int entry = start; entry < end; entry += 16) {
        if (content.getLong(entry) == tag) {
          values.add(content.getLong(entry + 8));
        }
      }
    }
    return values.build().toArray();
  }

  /** Where in the file an address of the memory image lies. */
  private int offset(long address) {
    for (int segment : segments(LOAD)) {
      long distance = address - content.getLong(segment + 16);
      if (distance >= 0 && distance < content.getLong(segment + 32)) {
        return Math.toIntExact(distance + content.getLong(segment + 8));
      }
    }
    throw new IndexOutOfBoundsException("address " + address);
  }

  /** Where the headers of the segments of a type are. */
  private int[] segments(int type) {
    int first = Math.toIntExact(content.getLong(32));
    int size = Short.toUnsignedInt(content.getShort(54));
    int count = Short.toUnsignedInt(content.getShort(56));
    return IntStream.range(0, count)
        .map(index -> first + index * size)
        .filter(header -> content.getInt(header) == type)
        .toArray();
  }

  private String string(int start) {
    int end = start;
    while (content.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    content.get(start, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
