package dev.trine.cli.option;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A file to be read, which is there. */
public final class InputFile implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      Path file = Path.of(text);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException malformed) {
      // Reported below, like a file that is not there.
    }
    throw new UnusableFile("there is no file '%s'".formatted(text));
  }
}
