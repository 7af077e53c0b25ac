package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * A program or shared library for Linux on x86-64, by what it needs.
 *
 * @param libraries that it is linked to: {@code libc.so.6}
 * @param versions of those libraries' symbols: {@code GLIBC_2.17}
 */
record ElfFile(Set<String> libraries, Set<String> versions) {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

  /** Whether a file is of the format, whatever machine it is for. */
  static boolean isElf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * Reads one.
   *
   * @throws TrineException if it is of another format, for another machine or damaged
   */
  static ElfFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      ElfReader reader = new ElfReader(content.order(ByteOrder.LITTLE_ENDIAN));
      if (!reader.isForX64()) {
        throw new TrineException(
            "%s is no program or shared library for Linux on x86-64".formatted(file));
      }
      return new ElfFile(reader.libraries(), reader.versions());
    } catch (IndexOutOfBoundsException | ArithmeticException beyond) {
      throw new TrineException("%s is damaged: it points beyond its end".formatted(file), beyond);
    }
  }
}
