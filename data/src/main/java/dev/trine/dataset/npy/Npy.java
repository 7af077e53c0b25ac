package dev.trine.dataset.npy;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.array.StoredArray;
import dev.trine.dataset.array.StoredExamples;
import dev.trine.dataset.array.StoredTargets;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads arrays that {@code numpy.save} wrote, whose first axis are the examples. Booleans and
 * unsigned bytes come as U8, other whole numbers as I32, numbers with a fraction as F32, to which
 * those of 8 bytes are rounded. Elements may be little- or big-endian, in row- or column-major
 * order; those of the latter are gathered one by one, which is slow.
 *
 * <p>A file stays where it is until a batch is filled, and may be larger than memory. A whole
 * number that I32 has not ends the pass that comes to it with a {@link DataException}.
 *
 * <p>All methods throw {@link DataException} if a file cannot be read, is not in this format, holds
 * what is no number, or is not as long as its header says.
 */
public final class Npy {
  private Npy() {}

  /**
   * A set of two files: the input "features" and the target "targets". Targets of one dimension and
   * whole numbers are labels, whose classes are named "0", "1" and so on up to the largest; others
   * are values, F32. Arrays of one dimension that are no labels have the shape [1] an example.
   *
   * @throws DataException if the files have not as many examples, or a label is negative
   */
  public static Dataset pair(Path features, Path targets) {
    return StoredExamples.of(read(features), StoredTargets.of(read(targets)));
  }

  /** A set of one file: the input "features", and no target. */
  public static Dataset features(Path file) {
    return StoredExamples.of(read(file));
  }

  private static StoredArray read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return NpyHeader.read(file.toString(), in).mapped(file);
    } catch (EOFException cut) {
      throw new DataException(
          "%s ends before its header does: it is cut short; write it again".formatted(file), cut);
    } catch (IOException unreadable) {
      throw new DataException(
          "%s cannot be read: %s; expected a file in NPY format".formatted(file, unreadable),
          unreadable);
    }
  }
}
