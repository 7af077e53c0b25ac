package dev.trine.cli.option;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A folder to be read, which is there. */
public final class InputFolder implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      Path folder = Path.of(text);
      if (!text.isBlank() && Files.isDirectory(folder)) {
        return folder;
      }
    } catch (InvalidPathException malformed) {
      // Reported below, like a folder that is not there.
    }
    throw new UnusableFile("there is no folder '%s'".formatted(text));
  }
}
