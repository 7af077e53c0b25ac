package dev.trine.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** The {@linkplain OutputFile file} that a model is saved to, which is replaced as a whole. */
public final class SavedModel implements ITypeConverter<Path> {
  private static final OutputFile OUTPUT = new OutputFile();

  @Override
  public Path convert(String text) {
    Path file = OUTPUT.convert(text);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UnusableFile("'%s' is there and no regular file".formatted(text));
    }
    return file;
  }
}
