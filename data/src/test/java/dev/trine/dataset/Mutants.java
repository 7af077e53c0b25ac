package dev.trine.dataset;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Damaged copies of a file, each of which is to give a set or to be refused, and nothing else. */
public final class Mutants {
  private static final int COUNT = 1000;
  private static final int MOST_EXAMPLES = 20;

  private Mutants() {}

  /**
   * Writes 1,000 of them, one after the other, and reads each.
   *
   * @param file where they are written
   * @param read opens the set that the file is of
   */
  public static void areReadOrRefused(byte[] original, Path file, Supplier<Dataset> read) {
    SplittableRandom random = new SplittableRandom(42);
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      write(file, mutant(original, random));
      try {
        look(read.get());
      } catch (DataException expected) {
        refused++;
        String message = expected.getMessage();
        assertTrue(message.contains(file.getFileName().toString()), message);
      } catch (RuntimeException | Error wrong) {
        throw new AssertionError("Mutant " + i + " of " + file.getFileName(), wrong);
      }
    }
    assertTrue(refused > COUNT / 20, "only " + refused + " refused");
  }

  /** A file is written anew, since one that is mapped must not become shorter. */
  private static void write(Path file, byte[] bytes) {
    try {
      Files.deleteIfExists(file);
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void look(Dataset set) {
    for (int i = 0; i < Math.min(MOST_EXAMPLES, set.size()); i++) {
      for (Field field : set.fields()) {
        set.read(field.name(), i);
      }
    }
  }

  private static byte[] mutant(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    // Headers, where most goes wrong, are at the start.
    int reach = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
    int at = random.nextInt(reach);
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      case 2 -> Arrays.fill(bytes, at, Math.min(at + 4, bytes.length), (byte) random.nextInt());
      case 3 -> System.arraycopy(bytes, 0, bytes, at, Math.min(16, bytes.length - at));
      default -> {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return bytes;
  }
}
