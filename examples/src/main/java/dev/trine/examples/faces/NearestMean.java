package dev.trine.examples.faces;

/** A baseline: a picture is of the class whose mean picture it is nearer to. */
record NearestMean(float[] other, float[] face) {
  static NearestMean of(Patches known) {
    return new NearestMean(mean(known, 0), mean(known, 1));
  }

  private static float[] mean(Patches patches, int label) {
    int[] own = patches.where(label);
    float[] mean = new float[(int) Patches.SHAPE.elements()];
    for (int i : own) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += patches.pixels()[i][j] / own.length;
      }
    }
    return mean;
  }

  /** The fraction that it is right of. */
  double accuracy(Patches patches) {
    int right = 0;
    for (int i = 0; i < patches.labels().length; i++) {
      float[] pixels = patches.pixels()[i];
      int answer = distance(pixels, face) < distance(pixels, other) ? 1 : 0;
      right += answer == patches.labels()[i] ? 1 : 0;
    }
    return (double) right / patches.labels().length;
  }

  /** The mean of the squared differences. */
  static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int j = 0; j < one.length; j++) {
      sum += Math.pow(one[j] - other[j], 2);
    }
    return sum / one.length;
  }
}
