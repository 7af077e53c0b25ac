package dev.trine.examples;

import dev.trine.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells data from others: the first half of a SHA-256.
 *
 * @param text usually 32 hexadecimal digits
 */
public record Fingerprint(String text) {
  /** Of data that come with the program, which its version tells. */
  public static final Fingerprint BUNDLED = new Fingerprint("bundled");

  private static final int BYTES = 16;

  /** Of bytes. */
  public static Fingerprint of(byte[] content) {
    MessageDigest digest = sha256();
    digest.update(content);
    return of(digest);
  }

  /**
   * Of the names and contents of all files below a folder.
   *
   * @throws DataException if they cannot be read
   */
  public static Fingerprint of(Path folder) {
    MessageDigest digest = sha256();
    try (Stream<Path> below = Files.walk(folder)) {
      List<Path> files = below.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        byte[] content = Files.readAllBytes(file);
        String entry = "%s %s\n".formatted(folder.relativize(file), content.length);
        digest.update(entry.getBytes(StandardCharsets.UTF_8));
        digest.update(content);
      }
    } catch (IOException unreadable) {
      throw new DataException("%s cannot be read: %s".formatted(folder, unreadable), unreadable);
    }
    return of(digest);
  }

  private static Fingerprint of(MessageDigest digest) {
    return new Fingerprint(HexFormat.of().formatHex(digest.digest(), 0, BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
