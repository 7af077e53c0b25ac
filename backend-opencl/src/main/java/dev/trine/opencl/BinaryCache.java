package dev.trine.opencl;

import dev.trine.kernels.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Compiled programs on disk, one file each, named by a hash of all that they depend on. A file
 * starts with the hash of its content, because drivers trust what they are given.
 */
final class BinaryCache {
  private static final System.Logger LOG = System.getLogger(BinaryCache.class.getName());
  private static final int DIGEST_BYTES = 32;

  private final Path folder;

  BinaryCache(Path folder) {
    this.folder = folder;
  }

  /** The name of what was compiled from {@code source} under all these conditions. */
  static String key(String source, List<String> conditions) {
    MessageDigest digest = sha256();
    for (String condition : conditions) {
      digest.update(condition.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    digest.update(source.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What was stored; empty where nothing was, or nothing whole. */
  Optional<byte[]> load(String key) {
    try {
      byte[] file = Files.readAllBytes(file(key));
      if (file.length > DIGEST_BYTES) {
        byte[] content = Arrays.copyOfRange(file, DIGEST_BYTES, file.length);
        if (Arrays.equals(file, 0, DIGEST_BYTES, sha256().digest(content), 0, DIGEST_BYTES)) {
          return Optional.of(content);
        }
      }
      LOG.log(System.Logger.Level.DEBUG, "{0} is damaged and will be replaced", file(key));
    } catch (IOException none) {
      LOG.log(System.Logger.Level.TRACE, "no {0}", file(key));
    }
    return Optional.empty();
  }

  /** Stores it if the disk allows. */
  void store(String key, byte[] content) {
    byte[] digest = sha256().digest(content);
    byte[] file = Arrays.copyOf(digest, DIGEST_BYTES + content.length);
    System.arraycopy(content, 0, file, DIGEST_BYTES, content.length);
    try {
      AtomicFile.write(file(key), file);
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "compiled kernels are not kept", failure);
    }
  }

  Path file(String key) {
    return folder.resolve(key + ".bin");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
