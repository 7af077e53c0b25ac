package dev.trine.io;

import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.util.Map;

/**
 * The content of a safetensors file with F32 tensors. Format: a little-endian 64-bit length, a JSON
 * header of that length, then the tensors' bytes, little-endian and row-major, without gaps.
 *
 * @param metadata free text by key
 * @param tensors by name, in file order
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  static final String METADATA = "__metadata__";

  /** Bytes that are transferred at once; each thread that does keeps as much native memory. */
  static final int CHUNK = 1 << 16;

  /** A tensor in host memory, row-major. */
  public record Tensor(Shape shape, float[] values) {
    public Tensor {
      if (values.length != shape.elements()) {
        throw new IllegalArgumentException(
            "A tensor of shape %s with %s values".formatted(shape, values.length));
      }
    }
  }

  /**
   * Writes a file, in a folder that is made if it is missing. A file that was there is replaced
   * once the new one is complete and on the disk, and keeps its permissions; of a symbolic link
   * that is the file which it names.
   *
   * @throws IllegalArgumentException if a name cannot be written: {@code __metadata__} for a
   *     tensor, or half a surrogate pair
   * @throws dev.trine.ModelFormatException if the file cannot be written
   */
  public static void write(Path file, Safetensors content) {
    SafetensorsWriter.write(file, content);
  }

  /**
   * Reads a file.
   *
   * @throws dev.trine.ModelFormatException if it is missing, cut short, holds other types or breaks
   *     a rule of the format
   */
  public static Safetensors read(Path file) {
    return SafetensorsReader.read(file);
  }
}
