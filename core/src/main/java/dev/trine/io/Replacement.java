package dev.trine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts a file in the place of another in one step: whatever ends the process or the power, the old
 * file or the new one is there, whole.
 */
public final class Replacement {
  private static final System.Logger LOG = System.getLogger(Replacement.class.getName());

  private final FileOperations files;

  public Replacement() {
    this(FileOperations.SYSTEM);
  }

  Replacement(FileOperations files) {
    this.files = files;
  }

  /** Writes the content. */
  public interface Content {
    void writeTo(Output output) throws IOException;
  }

  /** Where content goes. */
  public interface Output {
    /** Writes all that is left of a buffer. */
    void write(ByteBuffer bytes) throws IOException;
  }

  /** Writes a file, or the one that a link names; its folder is made if it is missing. */
  public void write(Path file, Content content) throws IOException {
    Path named = SymbolicLinks.follow(file.toAbsolutePath());
    if (Files.exists(named) && !Files.isRegularFile(named)) {
      throw new FileSystemException(named.toString(), null, "it is there and no regular file");
    }
    Path folder = existing(named.getParent());
    Path target = folder.resolve(named.getFileName());
    PartFile.removeAbandoned(files, target);
    try (PartFile part = PartFile.create(files, target)) {
      content.writeTo(part::write);
      Permissions.copy(target, part.path());
      part.force();
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

  /**
   * A new name is on the disk once its folder is. Where that fails the new file is in its place and
   * whole; only after a loss of power the old one may be there again.
   */
  private void forceFolder(Path folder) {
    try {
      files.forceFolder(folder);
    } catch (IOException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          () ->
              "What was saved in %s may be lost if the power fails: %s".formatted(folder, failure));
    }
  }
}
