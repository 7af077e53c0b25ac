package dev.trine.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * A folder to write files in, made if it is not there, and found writable before the work begins.
 */
public final class OutputFolder implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      Path folder = Path.of(text);
      if (text.isBlank()) {
        throw new UnusableFile("'%s' names no folder".formatted(text));
      }
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "trine", ".part"));
      return folder;
    } catch (IOException | InvalidPathException unwritable) {
      throw new UnusableFile(
          "'%s' is no folder that can be written in: %s"
              .formatted(text, Unusable.reason(unwritable)));
    }
  }
}
