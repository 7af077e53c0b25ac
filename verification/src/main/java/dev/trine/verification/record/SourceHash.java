package dev.trine.verification.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of files and texts, in hexadecimal: tells states of sources apart. */
final class SourceHash {
  private final MessageDigest digest;

  SourceHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /**
   * Adds files, or all files in folders, with their names.
   *
   * @throws UncheckedIOException if one is not there
   */
  SourceHash add(List<Path> roots) {
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          add(file.toString());
          add(Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the sources in " + root.toAbsolutePath(), e);
      }
    }
    return this;
  }

  SourceHash add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With its length, so that no other parts join to the same bytes. */
  private SourceHash add(byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** The hash of all that was added; nothing can be added after it. */
  String text() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
