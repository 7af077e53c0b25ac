package dev.trine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Damaged copies of a file, each of which is to be read or refused, by an error of the kind that is
 * documented and that names the file, and in little memory. There are 1,000 of each file, or as
 * many as the property {@code trine.mutations} says.
 */
public final class Mutants {
  private static final int COUNT = Integer.getInteger("trine.mutations", 1000);

  /** What any reader may take for buffers of its own. */
  private static final long BUFFERS = 1 << 20;

  /** What readers make of a byte of a file at most: text becomes objects. */
  public static final int PLAIN = 200;

  /** A byte of deflate is up to 1,032 of a PNG, each up to 8 pixels, of which each takes some. */
  public static final int PACKED = 4 * 8 * 1032;

  /** What means something in texts. */
  private static final byte[] LIKELY =
      "{}[]()<>,:;|\"'\\\t\r\n\0 0123456789.eE-+NaNtf?\u00fc".getBytes(StandardCharsets.UTF_8);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Mutants() {}

  /** What reads a file, all of it. */
  @FunctionalInterface
  public interface Reader {
    void read() throws IOException;
  }

  /**
   * Writes them, one after the other, and reads each.
   *
   * @param file where they are written
   * @param refusal what a reader throws that refuses one
   * @param packing {@link #PLAIN} or {@link #PACKED}
   */
  public static void areReadOrRefused(
      byte[] original,
      Path file,
      Class<? extends TrineException> refusal,
      int packing,
      Reader reader) {
    SplittableRandom random = new SplittableRandom(42);
    long most = BUFFERS + 2 * usual(original, file, reader);
    int refused = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = mutant(original, random);
      write(file, bytes);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      boolean isRefused = isRefused(i, file, refusal, reader);
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      refused += isRefused ? 1 : 0;
      if (taken > most + (long) packing * bytes.length) {
        throw new AssertionError(
            "Mutant %s of %s takes %s bytes of memory for its %s"
                .formatted(i, file.getFileName(), taken, bytes.length));
      }
    }
    assertTrue(refused > COUNT / 20, "only " + refused + " refused");
  }

  private static boolean isRefused(
      int number, Path file, Class<? extends TrineException> refusal, Reader reader) {
    try {
      reader.read();
      return false;
    } catch (IOException | RuntimeException | Error thrown) {
      if (!refusal.isInstance(thrown)) {
        throw new AssertionError("Mutant " + number + " of " + file.getFileName(), thrown);
      }
      String message = thrown.getMessage();
      assertTrue(message.contains(file.getFileName().toString()), message);
      return true;
    }
  }

  /** What reading takes in general, when what it needs is loaded. */
  private static long usual(byte[] original, Path file, Reader reader) {
    long taken = 0;
    for (int i = 0; i < 3; i++) {
      write(file, original);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        reader.read();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
      taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return taken;
  }

  /** A file is written anew, since one that is mapped must not become shorter. */
  private static void write(Path file, byte[] bytes) {
    try {
      Files.deleteIfExists(file);
      Files.write(file, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A copy with one to three changes. */
  static byte[] mutant(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    for (int edits = random.nextInt(1, 4); edits > 0 && bytes.length > 0; edits--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    // Headers, where most goes wrong, are at the start.
    int reach = random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length;
    int at = random.nextInt(reach);
    switch (random.nextInt(9)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      }
      case 2 -> {
        byte[] doubled = Arrays.copyOf(bytes, bytes.length + at);
        System.arraycopy(bytes, 0, doubled, bytes.length, at);
        return doubled;
      }
      case 8 -> {
        return withLargerNumber(bytes, at, random);
      }
      case 3 -> Arrays.fill(bytes, at, Math.min(at + 4, bytes.length), (byte) random.nextInt());
      case 4 -> System.arraycopy(bytes, 0, bytes, at, Math.min(16, bytes.length - at));
      case 5, 6 -> bytes[at] = LIKELY[random.nextInt(LIKELY.length)];
      default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** The next number in a text, of a few digits more, which take the place of blanks behind it. */
  private static byte[] withLargerNumber(byte[] bytes, int from, SplittableRandom random) {
    int at = from;
    while (at < bytes.length && !Character.isDigit(bytes[at])) {
      at++;
    }
    int digits = random.nextInt(1, 10);
    int end = at;
    for (int blanks = 0; end < bytes.length && blanks < digits; end++) {
      blanks = bytes[end] == ' ' ? blanks + 1 : 0;
    }
    boolean hasBlanks = end < bytes.length;
    byte[] changed = hasBlanks ? bytes : Arrays.copyOf(bytes, bytes.length + digits);
    int kept = (hasBlanks ? end : changed.length) - digits - at;
    System.arraycopy(changed, at, changed, at + digits, kept);
    for (int i = 0; i < digits; i++) {
      changed[at + i] = (byte) ('1' + random.nextInt(9));
    }
    return changed;
  }
}
