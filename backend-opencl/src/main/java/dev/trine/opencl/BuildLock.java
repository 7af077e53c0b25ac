package dev.trine.opencl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets one process at a time compile, by a lock on a file in the folder of compiled programs.
 * Drivers keep files of their own while they compile, and PoCL's processes, for one, trip over each
 * other's. It is a precaution and stops nothing: where no lock is to be had, not even in a while,
 * compiling goes on without.
 */
final class BuildLock {
  private static final System.Logger LOG = System.getLogger(BuildLock.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Within a process; locks on files are between processes only. */
  private static final Object MONITOR = new Object();

  private final Path file;
  private final Duration patience;

  /**
   * @param patience how long to wait for another process
   */
  BuildLock(Path folder, Duration patience) {
    this.file = folder.resolve("build.lock");
    this.patience = patience;
  }

  /** Runs this while no other process runs anything under the same lock. */
  <T> T holding(Supplier<T> build) {
    synchronized (MONITOR) {
      try (FileChannel channel = open()) {
        if (channel != null && !acquire(channel)) {
          LOG.log(System.Logger.Level.DEBUG, "{0} is held by another process for long", file);
        }
        return build.get();
      } catch (IOException unclosed) {
        throw new IllegalStateException(file + " does not close", unclosed);
      }
    }
  }

  /** Null where the folder cannot be written. */
  private FileChannel open() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException unwritable) {
      LOG.log(System.Logger.Level.DEBUG, "compiling without a lock", unwritable);
      return null;
    }
  }

  /** The lock lasts until the channel is closed. */
  private boolean acquire(FileChannel channel) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      FileLock lock = channel.tryLock();
      while (lock == null && System.nanoTime() < end) {
        Thread.sleep(PAUSE.toMillis());
        lock = channel.tryLock();
      }
      return lock != null;
    } catch (IOException unsupported) {
      // Some network file systems have no locks.
      return false;
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
