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

  /** Bytes that are transferred at once. */
  static final int CHUNK = 1 << 20;

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
   * once the new one is complete.
   *
   * @throws dev.trine.ModelFormatException if that fails
   */
  public static void write(Path file, Safetensors content) {
    SafetensorsWriter.write(file, content);
  }

  /**
   * Reads a file.
   *
   * @throws dev.trine.ModelFormatException if it is missing, cut short, malformed or holds other
   *     types
   */
  public static Safetensors read(Path file) {
    return SafetensorsReader.read(file);
  }
}
