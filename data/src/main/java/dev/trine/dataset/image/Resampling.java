package dev.trine.dataset.image;

/**
 * How the pixels along one axis come from those of an image: pixel i is the sum of {@code
 * weights[i][j]} times pixel {@code first[i] + j}.
 */
record Resampling(int[] first, float[][] weights) {
  /**
   * To fewer pixels, each the mean over what it covers, those partly covered by their part; to
   * more, linear between the centres of the two nearest, and the outermost beyond its centre.
   */
  static Resampling of(int from, int to) {
    int[] first = new int[to];
    float[][] weights = new float[to][];
    double scale = (double) from / to;
    for (int i = 0; i < to; i++) {
      if (to < from) {
        double start = i * scale;
        double end = Math.min(from, (i + 1) * scale);
        first[i] = (int) start;
        weights[i] = new float[(int) Math.ceil(end) - first[i]];
        for (int j = 0; j < weights[i].length; j++) {
          double covered = Math.min(end, first[i] + j + 1) - Math.max(start, first[i] + j);
          weights[i][j] = (float) (covered / scale);
        }
      } else {
        double centre = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), from - 1);
        first[i] = (int) centre;
        float rest = (float) (centre - first[i]);
        weights[i] = rest == 0 ? new float[] {1} : new float[] {1 - rest, rest};
      }
    }
    return new Resampling(first, weights);
  }
}
