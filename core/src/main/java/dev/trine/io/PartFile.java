package dev.trine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that is not complete yet, beside the one that it will become: {@code NAME.1b2c3d4e.part}.
 * It is locked while it is written, so that one without a lock is known to be left by a process
 * that was killed.
 */
final class PartFile implements AutoCloseable {
  private static final String SUFFIX = "\\.[0-9a-f]{8}\\.part";

  /** How long an empty one may take until its process has locked it. */
  private static final Duration TO_BE_LOCKED = Duration.ofMinutes(1);

  /** Those of this process: locks tell processes apart, not threads. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final FileOperations files;
  private final Path path;
  private final FileChannel channel;
  private boolean isOther;

  private PartFile(FileOperations files, Path path, FileChannel channel) {
    this.files = files;
    this.path = path;
    this.channel = channel;
  }

  /** An empty one that this process holds. */
  static PartFile create(FileOperations files, Path target) throws IOException {
    int number = ThreadLocalRandom.current().nextInt();
    Path path = target.resolveSibling("%s.%08x.part".formatted(target.getFileName(), number));
    PartFile part = new PartFile(files, path, open(files, path, target));
    part.lock();
    return part;
  }

  private static FileChannel open(FileOperations files, Path path, Path target) throws IOException {
    OWN.add(path);
    try {
      return files.create(path, Permissions.untilCopied(target));
    } catch (IOException | RuntimeException failure) {
      OWN.remove(path);
      throw failure;
    }
  }

  private void lock() {
    try {
      channel.tryLock();
    } catch (IOException | UnsupportedOperationException noLocks) {
      // Where files cannot be locked, none is ever found to be abandoned.
    }
  }

  /** Removes what processes that were killed left when they wrote this file. */
  static void removeAbandoned(FileOperations files, Path target) {
    Pattern part = Pattern.compile(Pattern.quote(target.getFileName().toString()) + SUFFIX);
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(
            target.getParent(), file -> part.matcher(file.getFileName().toString()).matches())) {
      parts.forEach(path -> removeUnlessHeld(files, path));
    } catch (IOException | DirectoryIteratorException unlisted) {
      // It is courtesy: what is left there does not keep the file from being written.
    }
  }

  private static void removeUnlessHeld(FileOperations files, Path path) {
    if (OWN.contains(path) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && !justCreated(path)) {
        files.deleteIfExists(path);
      }
    } catch (IOException
        | OverlappingFileLockException
        | UnsupportedOperationException notAbandoned) {
      // Someone else's: it stays.
    }
  }

  private static boolean justCreated(Path path) throws IOException {
    Instant created = Files.getLastModifiedTime(path).toInstant();
    return Files.size(path) == 0 && created.plus(TO_BE_LOCKED).isAfter(Instant.now());
  }

  Path path() {
    return path;
  }

  /** Writes all that is left of a buffer to its end. */
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      files.write(channel, bytes);
    }
  }

  /** Has its content on the disk. */
  void force() throws IOException {
    files.force(channel);
  }

  /** Makes it the file that it is for, held until that is done where the system allows it. */
  void become(Path target) throws IOException {
    try {
      move(target);
    } catch (IOException open) {
      channel.close();
      move(target);
    }
    isOther = true;
  }

  private void move(Path target) throws IOException {
    try {
      files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException plain) {
      files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes it, unless it has become the file that it was for. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      try {
        if (!isOther) {
          files.deleteIfExists(path);
        }
      } finally {
        OWN.remove(path);
      }
    }
  }
}
