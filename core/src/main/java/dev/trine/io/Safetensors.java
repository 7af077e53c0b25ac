package dev.trine.io;

import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/**
 * The content of a safetensors file, its tensors as F32. Format: a little-endian 64-bit length, a
 * JSON header of that length, then the tensors' bytes, little-endian and row-major, without gaps.
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
   * Reads a file of F32 tensors.
   *
   * @throws dev.trine.ModelFormatException if it is missing, cut short, holds other types or breaks
   *     a rule of the format
   */
  public static Safetensors read(Path file) {
    return SafetensorsReader.read(file);
  }

  /**
   * Reads some of the tensors of a file, such as one of another library: F32, F64, F16, BF16, I64,
   * I32, I16, I8 or U8, which are rounded to F32. Its other tensors may be of any type.
   *
   * @param names of the tensors; the result has these alone
   * @throws dev.trine.ModelFormatException if it is missing, cut short, breaks a rule of the
   *     format, lacks one of the tensors, or has it in another type
   */
  public static Safetensors read(Path file, Collection<String> names) {
    return SafetensorsReader.read(file, names);
  }
}
