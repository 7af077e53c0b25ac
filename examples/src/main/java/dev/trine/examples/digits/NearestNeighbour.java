package dev.trine.examples.digits;

import dev.trine.data.Dataset;
import dev.trine.examples.Neighbours;
import java.util.stream.IntStream;

/** Takes an image for what the most similar one is that it knows: nothing is trained. */
record NearestNeighbour(Dataset known) {
  /** The fraction of a set that it takes for what it is. */
  double accuracy(Dataset set) {
    Neighbours neighbours =
        new Neighbours(
            IntStream.range(0, known.size())
                .mapToObj(i -> image(known, i))
                .toArray(float[][]::new));
    long right =
        IntStream.range(0, set.size())
            .filter(i -> label(set, i) == label(known, neighbours.nearest(image(set, i))))
            .count();
    return (double) right / set.size();
  }

  private static double label(Dataset set, int example) {
    return set.read(Dataset.TARGETS, example)[0];
  }

  private static float[] image(Dataset set, int example) {
    double[] pixels = set.read(Dataset.FEATURES, example);
    float[] image = new float[pixels.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) pixels[i];
    }
    return image;
  }
}
