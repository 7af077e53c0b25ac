package dev.trine.examples.digits;

import dev.trine.data.Dataset;

/** Takes an image for what the most similar one is that it knows: nothing is trained. */
record NearestNeighbour(Dataset known) {
  /** The fraction of a set that it takes for what it is. */
  double accuracy(Dataset set) {
    double[][] images = read(known, Dataset.FEATURES);
    double[][] labels = read(known, Dataset.TARGETS);
    int right = 0;
    for (int i = 0; i < set.size(); i++) {
      int nearest = nearest(images, set.read(Dataset.FEATURES, i));
      right += labels[nearest][0] == set.read(Dataset.TARGETS, i)[0] ? 1 : 0;
    }
    return (double) right / set.size();
  }

  private static int nearest(double[][] images, double[] image) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < images.length; i++) {
      double distance = 0;
      for (int pixel = 0; pixel < image.length; pixel++) {
        double difference = image[pixel] - images[i][pixel];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private static double[][] read(Dataset set, String field) {
    double[][] values = new double[set.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = set.read(field, i);
    }
    return values;
  }
}
