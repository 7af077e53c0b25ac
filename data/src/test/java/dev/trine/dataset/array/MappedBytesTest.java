package dev.trine.dataset.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedBytesTest {
  @Test
  void whatLiesAcrossChunksIsReadAsOne(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[23];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    MappedBytes mapped = MappedBytes.of(Files.write(folder.resolve("bytes"), bytes), 7);
    assertEquals(4, mapped.chunks().size());
    for (int from = 0; from <= bytes.length; from++) {
      for (int to = from; to <= bytes.length; to++) {
        byte[] read = new byte[to - from + 2];
        mapped.read(from, read, 1, to - from);
        assertArrayEquals(
            Arrays.copyOfRange(bytes, from, to), Arrays.copyOfRange(read, 1, read.length - 1));
      }
    }
    assertThrows(IndexOutOfBoundsException.class, () -> mapped.read(20, new byte[9], 0, 4));
  }

  @Test
  void manyThreadsReadAtOnce(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[10_000];
    new Random(1).nextBytes(bytes);
    MappedBytes mapped = MappedBytes.of(Files.write(folder.resolve("bytes"), bytes), 70);
    IntStream.range(0, 9_900)
        .parallel()
        .forEach(
            from -> {
              byte[] read = new byte[100];
              mapped.read(from, read, 0, read.length);
              assertArrayEquals(Arrays.copyOfRange(bytes, from, from + read.length), read);
            });
  }

  /** The file has a hole, which takes no room on most file systems. */
  @Test
  void moreThanTwoGibibytesAreRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large");
    long length = (5L << 30) + 3;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(length);
      sparse.seek(length - 1);
      sparse.write(7);
    }
    MappedBytes mapped = MappedBytes.of(file);
    byte[] end = new byte[2];
    mapped.read(length - 2, end, 0, 2);
    assertArrayEquals(new byte[] {0, 7}, end);
  }
}
