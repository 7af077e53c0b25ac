package dev.trine.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A file to be written, found writable before the work that fills it begins. */
public final class OutputFile implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      Path file = Path.of(text);
      if (text.isBlank()) {
        throw new UnusableFile("'%s' names no file".formatted(text));
      }
      if (Files.isDirectory(file)) {
        throw new UnusableFile("'%s' is a folder, expected a file".formatted(text));
      }
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, file.getFileName().toString(), ".part"));
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new UnusableFile("'%s' is there and write-protected".formatted(text));
      }
      return file;
    } catch (IOException | InvalidPathException unwritable) {
      throw new UnusableFile(
          "'%s' cannot be written: %s".formatted(text, Unusable.reason(unwritable)));
    }
  }
}
