package dev.trine.cli.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The smallest shared libraries that need given versions of symbols. */
final class MinimalElf {
  /** Where in memory the file begins: addresses are not offsets. */
  private static final long ADDRESS = 0x10000;

  /** What each is linked to. */
  static final String LIBRARY = "liba.so.1";

  private static final int HEADERS = 64 + 2 * 56;
  private static final int VERSIONS = HEADERS + 3 * 16;

  private MinimalElf() {}

  /** Writes one that needs these. */
  static Path write(Path file, String... versions) throws IOException {
    int strings = VERSIONS + 16 + 16 * versions.length;
    ByteBuffer elf = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464c457f).putShort(4, (short) 0x0102).putShort(18, (short) 62);
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
    putSegment(elf, 64, 1, 0, 1024);
    putSegment(elf, 64 + 56, 2, HEADERS, 3 * 16);
    elf.putLong(HEADERS, 0x6ffffffeL).putLong(HEADERS + 8, ADDRESS + VERSIONS);
    elf.putLong(HEADERS + 16, 5).putLong(HEADERS + 24, ADDRESS + strings);
    elf.putShort(VERSIONS, (short) 1).putShort(VERSIONS + 2, (short) versions.length);
    elf.putInt(VERSIONS + 8, 16);
    elf.putLong(HEADERS + 32, 1);
    elf.put(strings, LIBRARY.getBytes(StandardCharsets.US_ASCII));
    int end = strings + LIBRARY.length() + 1;
    for (int index = 0; index < versions.length; index++) {
      int entry = VERSIONS + 16 * (index + 1);
      elf.putInt(entry + 8, end - strings);
      elf.putInt(entry + 12, index == versions.length - 1 ? 0 : 16);
      byte[] name = versions[index].getBytes(StandardCharsets.US_ASCII);
      elf.put(end, name);
      end += name.length + 1;
    }
    Files.createDirectories(file.getParent());
    return Files.write(file, elf.array());
  }

  private static void putSegment(ByteBuffer elf, int header, int type, long offset, long size) {
    elf.putInt(header, type).putLong(header + 8, offset).putLong(header + 16, ADDRESS + offset);
    elf.putLong(header + 32, size);
  }
}
