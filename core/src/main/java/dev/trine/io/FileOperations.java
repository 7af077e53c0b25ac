package dev.trine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** What a {@link Replacement} asks of the file system, so that tests can let each of it fail. */
interface FileOperations {
  /** Those of the system. */
  FileOperations SYSTEM = new FileOperations() {};

  /** Makes a file that must not be there yet. */
  default FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes);
  }

  /** Writes some of the bytes, at least one, to the end. */
  default int write(FileChannel file, ByteBuffer bytes) throws IOException {
    return file.write(bytes);
  }

  /** Has a file's content on the disk when it returns. */
  default void force(FileChannel file) throws IOException {
    file.force(true);
  }

  default void move(Path from, Path to, CopyOption... how) throws IOException {
    Files.move(from, to, how);
  }

  /**
   * Has the names in a folder on the disk when it returns. Not every system can open a folder:
   * there it chooses when.
   */
  default void forceFolder(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException | UnsupportedOperationException unopened) {
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }

  default void deleteIfExists(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
