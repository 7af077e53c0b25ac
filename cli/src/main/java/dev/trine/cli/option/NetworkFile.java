package dev.trine.cli.option;

import dev.trine.ModelFormatException;
import dev.trine.nn.ModelFile;
import dev.trine.nn.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;

/**
 * A network that a file of JSON describes, or that of a saved model.
 *
 * @param name of the file, without folder and ending
 */
public record NetworkFile(String name, Network network) {
  private static final String MODEL = ".safetensors";

  /** Reads it. */
  public static final class Converter implements ITypeConverter<NetworkFile> {
    /** By its name; or, called otherwise, by the zeros of its length, which begin no text. */
    private static boolean isModel(Path file) throws IOException {
      if (file.toString().endsWith(MODEL)) {
        return true;
      }
      try (InputStream bytes = Files.newInputStream(file)) {
        byte[] length = bytes.readNBytes(Long.BYTES);
        return IntStream.range(0, length.length).anyMatch(i -> length[i] == 0);
      }
    }

    @Override
    public NetworkFile convert(String text) {
      try {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file)) {
          throw new UnusableFile("there is no file '%s'".formatted(text));
        }
        String name = file.getFileName().toString();
        Network network = isModel(file) ? ModelFile.network(file) : Network.load(file);
        return new NetworkFile(name.replaceFirst("\\.(json|safetensors)$", ""), network);
      } catch (ModelFormatException malformed) {
        throw new UnusableFile(malformed.getMessage());
      } catch (IOException | InvalidPathException unreadable) {
        throw new UnusableFile("'%s' cannot be read: %s".formatted(text, unreadable));
      }
    }
  }
}
