package dev.trine.dataset.idx;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.array.ArrayHeader;
import dev.trine.dataset.array.StoredArray;
import dev.trine.dataset.array.StoredExamples;
import dev.trine.dataset.array.StoredTargets;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads sets in IDX format, as MNIST, Fashion-MNIST and EMNIST come in. Elements keep their shape;
 * bytes stay bytes (U8), other whole numbers come as I32, and numbers with a fraction as F32.
 *
 * <p>A plain file stays where it is until a batch is filled, and may be larger than memory. One
 * that is named {@code .gz} is unpacked into memory.
 *
 * <p>All methods throw {@link DataException} if a file cannot be read, is not in this format, or
 * not as long as its header says.
 */
public final class Idx {
  private static final List<String> IMAGES = List.of("images-idx3-ubyte", "images.idx3-ubyte");
  private static final List<String> LABELS = List.of("labels-idx1-ubyte", "labels.idx1-ubyte");

  private Idx() {}

  /**
   * The set of a folder, as it is distributed: {@code train-images-idx3-ubyte} and {@code
   * train-labels-idx1-ubyte} to train with, {@code t10k-…} to test with; each with {@code .idx} for
   * {@code -idx}, and with {@code .gz} at its end, if it is called so. Fields are as in {@link
   * #pair}; both parts have the classes of both.
   *
   * @throws DataException if a file is not there, with the names it could have
   */
  public static Dataset.Split folder(Path folder) {
    StoredArray trained = read(find(folder, "train-", IMAGES));
    StoredTargets trainedLabels = StoredTargets.of(read(find(folder, "train-", LABELS)));
    StoredArray tested = read(find(folder, "t10k-", IMAGES));
    StoredTargets testedLabels = StoredTargets.of(read(find(folder, "t10k-", LABELS)));
    return new Dataset.Split(
        StoredExamples.of(trained, trainedLabels.with(testedLabels)),
        StoredExamples.of(tested, testedLabels.with(trainedLabels)));
  }

  /**
   * A set of two files: the input "features" and the target "targets". Targets of one dimension and
   * whole numbers are labels, whose classes are named "0", "1" and so on up to the largest; others
   * are values, F32.
   *
   * @throws DataException if the files have not as many examples, or a label is negative
   */
  public static Dataset pair(Path features, Path targets) {
    return StoredExamples.of(read(features), StoredTargets.of(read(targets)));
  }

  /** What to predict for: a set of one file, with the input "features" alone. */
  public static Dataset features(Path file) {
    return StoredExamples.of(read(file));
  }

  private static Path find(Path folder, String part, List<String> names) {
    List<String> tried = new ArrayList<>();
    for (String name : names) {
      for (String ending : List.of("", ".gz")) {
        Path file = folder.resolve(part + name + ending);
        if (Files.isRegularFile(file)) {
          return file;
        }
        tried.add(part + name + ending);
      }
    }
    throw new DataException(
        "%s has none of the files %s: put one there, or name two files with Idx.pair"
            .formatted(folder, tried));
  }

  private static StoredArray read(Path file) {
    boolean packed = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      ArrayHeader header = IdxHeader.read(file.toString(), new DataInputStream(in));
      return packed ? header.inflated(in) : header.mapped(file);
    } catch (EOFException cut) {
      throw new DataException(
          "%s ends before its header or its last element does: it is cut short; fetch it again"
              .formatted(file),
          cut);
    } catch (IOException unreadable) {
      throw new DataException(
          "%s cannot be read: %s; expected a file in IDX format%s"
              .formatted(file, unreadable, packed ? ", packed by gzip as its name says" : ""),
          unreadable);
    }
  }
}
