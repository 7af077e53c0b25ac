package dev.trine.cli.option;

import dev.trine.ModelFormatException;
import dev.trine.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A network that a file of JSON describes.
 *
 * @param name of the file, without folder and ending
 */
public record NetworkFile(String name, Network network) {
  /** Reads it. */
  public static final class Converter implements ITypeConverter<NetworkFile> {
    @Override
    public NetworkFile convert(String text) {
      try {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file)) {
          throw new TypeConversionException("there is no file '%s'".formatted(text));
        }
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        return new NetworkFile(name, Network.load(file));
      } catch (ModelFormatException malformed) {
        throw new TypeConversionException(malformed.getMessage());
      } catch (IOException | InvalidPathException unreadable) {
        throw new TypeConversionException("'%s' cannot be read: %s".formatted(text, unreadable));
      }
    }
  }
}
