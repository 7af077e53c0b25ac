package dev.trine.cli.option;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A file or folder to be read, which is there. */
public final class InputPath implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      Path path = Path.of(text);
      if (!text.isBlank() && Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException malformed) {
      // Reported below, like a path to nothing.
    }
    throw new UnusableFile("there is no file or folder '%s'".formatted(text));
  }
}
