package dev.trine.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Puts a file in the place of another in one step: whatever ends the process or the power, the old
 * file or the new one is there, whole.
 */
public final class Replacement {
  /** Writes the content. */
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private Replacement() {}

  /** Writes a file, or the one that a link names; its folder is made if it is missing. */
  public static void write(Path file, Content content) throws IOException {
    Path named = SymbolicLinks.follow(file.toAbsolutePath());
    if (Files.exists(named) && !Files.isRegularFile(named)) {
      throw new FileSystemException(named.toString(), null, "it is there and no regular file");
    }
    Path folder = existing(named.getParent());
    Path target = folder.resolve(named.getFileName());
    PartFile.removeAbandoned(target);
    try (PartFile part = PartFile.create(target)) {
      content.writeTo(part.channel());
      Permissions.copy(target, part.path());
      part.channel().force(true);
      part.become(target);
    }
    forceFolder(folder);
  }

  private static Path existing(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    return folder.toRealPath();
  }

  /** A new name is on the disk once its folder is. Not every system can open a folder. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException | UnsupportedOperationException left) {
      // Then the system chooses when; the old file and the new one are whole either way.
    }
  }
}
