package dev.trine.examples.faces;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.idx.Idx;
import dev.trine.dataset.image.Colour;
import dev.trine.dataset.image.ImageFolder;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Small grey pictures, half of them faces. Each has the mean 0 and the variance 1, so that neither
 * light nor contrast tells them apart.
 *
 * @param labels 1 of a face, 0 of anything else
 */
record Patches(float[][] pixels, int[] labels) {
  static final int SIDE = 25;
  static final Shape SHAPE = Shape.of(SIDE, SIDE);
  static final List<String> CLASSES = List.of("other", "face");
  private static final String FACES = "faces";
  private static final String OTHERS = "others";

  /**
   * Reads a folder: two files in IDX format, or subfolders of images.
   *
   * @throws DataException if it has neither
   */
  static Patches read(Path folder) {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> all = listed.sorted().toList();
      List<Path> images = named(all, "images");
      List<Path> labels = named(all, "labels");
      if (images.size() == 1 && labels.size() == 1) {
        return of(Idx.pair(images.get(0), labels.get(0)), "1");
      }
    } catch (IOException unreadable) {
      throw new DataException("%s cannot be read: %s".formatted(folder, unreadable), unreadable);
    }
    if (Files.isDirectory(folder.resolve(FACES)) && Files.isDirectory(folder.resolve(OTHERS))) {
      return of(ImageFolder.of(folder, SIDE, SIDE, Colour.GREY).loaded(), FACES);
    }
    throw new DataException(
        "%s has neither a file of …images-idx3-ubyte and one of …labels-idx1-ubyte, nor the folders '%s' and '%s' of PNG or JPEG files: make one or the other"
            .formatted(folder, FACES, OTHERS));
  }

  private static List<Path> named(List<Path> files, String what) {
    return files.stream()
        .filter(
            file -> file.getFileName().toString().matches(".*" + what + ".idx\\d.ubyte(\\.gz)?"))
        .toList();
  }

  private static Patches of(Dataset set, String face) {
    if (set.field(Dataset.FEATURES).type().elements() != SHAPE.elements()) {
      throw new DataException(
          "The pictures are %s, expected %s × %s pixels"
              .formatted(set.field(Dataset.FEATURES).type().shape(), SIDE, SIDE));
    }
    int label = set.field(Dataset.TARGETS).classes().indexOf(face);
    float[][] pixels = new float[set.size()][];
    int[] labels = new int[set.size()];
    for (int i = 0; i < set.size(); i++) {
      pixels[i] = standardised(set.read(Dataset.FEATURES, i));
      labels[i] = set.read(Dataset.TARGETS, i)[0] == label ? 1 : 0;
    }
    return new Patches(pixels, labels);
  }

  /** With the mean 0 and the variance 1; of one colour all 0. */
  private static float[] standardised(double[] pixels) {
    double mean = Arrays.stream(pixels).average().getAsDouble();
    double variance =
        Arrays.stream(pixels).map(pixel -> Math.pow(pixel - mean, 2)).average().getAsDouble();
    float[] standardised = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      standardised[i] = variance == 0 ? 0 : (float) ((pixels[i] - mean) / Math.sqrt(variance));
    }
    return standardised;
  }

  Dataset dataset() {
    return Dataset.classified(SHAPE, pixels, labels, CLASSES);
  }

  int count(int label) {
    return where(label).length;
  }

  /** The numbers of all faces, or of all others. */
  int[] where(int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  Patches select(int... chosen) {
    return new Patches(
        IntStream.of(chosen).mapToObj(i -> pixels[i]).toArray(float[][]::new),
        IntStream.of(chosen).map(i -> labels[i]).toArray());
  }
}
