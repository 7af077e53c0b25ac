package dev.trine.dataset.npy;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.array.StoredArray;
import dev.trine.dataset.array.StoredExamples;
import dev.trine.dataset.array.StoredTargets;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads archives of arrays that {@code numpy.savez} or {@code savez_compressed} wrote. The arrays
 * are as in {@link Npy}, but lie in memory; of what is larger, save the arrays one by one.
 *
 * <p>All methods throw {@link DataException} if a file cannot be read, is no such archive, or an
 * array is not as {@link Npy} wants it.
 */
public final class Npz {
  private static final List<String> FEATURES = List.of("x", "X", "features", "images");
  private static final List<String> TARGETS = List.of("y", "labels", "targets");
  private static final String ENDING = ".npy";

  private Npz() {}

  /**
   * The set of the arrays "x", "X", "features" or "images", and "y", "labels" or "targets", of each
   * the first that is there. Fields are as in {@link Npy#pair}.
   *
   * @throws DataException if there are none, with the names of those there are
   */
  public static Dataset read(Path file) {
    return read(file, FEATURES, TARGETS);
  }

  /**
   * The set of two arrays of an archive. Fields are as in {@link Npy#pair}.
   *
   * @throws DataException if one is not there, with the names of those there are
   */
  public static Dataset read(Path file, String features, String targets) {
    return read(file, List.of(features), List.of(targets));
  }

  /**
   * What to predict for: a set of the array "x", "X", "features" or "images", with the input
   * "features" alone.
   *
   * @throws DataException if there is none, with the names of those there are
   */
  public static Dataset features(Path file) {
    return read(file, archive -> StoredExamples.of(array(file, archive, FEATURES)));
  }

  private static Dataset read(Path file, List<String> features, List<String> targets) {
    return read(
        file,
        archive ->
            StoredExamples.of(
                array(file, archive, features), StoredTargets.of(array(file, archive, targets))));
  }

  /** Makes a set of the arrays of an archive. */
  private interface Reading {
    Dataset of(ZipFile archive) throws IOException;
  }

  private static Dataset read(Path file, Reading reading) {
    // A name that is no text, or an entry that does not lie within the file, is an illegal
    // argument.
    try (ZipFile archive = new ZipFile(file.toFile())) {
      return reading.of(archive);
    } catch (EOFException cut) {
      throw new DataException(
          "%s has an array that ends before its header or its last element does: it is damaged; write it again"
              .formatted(file),
          cut);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new DataException(
          "%s cannot be read: %s; expected an archive as numpy.savez writes it"
              .formatted(file, unreadable),
          unreadable);
    }
  }

  private static StoredArray array(Path file, ZipFile archive, List<String> names)
      throws IOException {
    for (String name : names) {
      ZipEntry entry = archive.getEntry(name + ENDING);
      if (entry != null) {
        return array("%s, array '%s'".formatted(file, name), archive, entry);
      }
    }
    List<String> present =
        archive.stream().limit(100).map(entry -> entry.getName().replace(ENDING, "")).toList();
    throw new DataException(
        "%s has no array named %s among %s: name the arrays with Npz.read(file, features, targets)"
            .formatted(file, String.join(" or ", names), present));
  }

  private static StoredArray array(String source, ZipFile archive, ZipEntry entry)
      throws IOException {
    CRC32 sum = new CRC32();
    try (DataInputStream in =
        new DataInputStream(new CheckedInputStream(archive.getInputStream(entry), sum))) {
      StoredArray array = NpyHeader.read(source, in).inflated(in);
      if (sum.getValue() != entry.getCrc()) {
        throw new DataException(
            "%s has the checksum %08x, expected %08x as the archive says: it is damaged; write it again"
                .formatted(source, sum.getValue(), entry.getCrc()));
      }
      return array;
    }
  }
}
