package dev.trine.metric;

/** What a network gives to tell classes apart: one number a class, or their probabilities. */
public final class Scores {
  private Scores() {}

  /** The class of the first of the largest scores; of the first NaN if there is one. */
  public static int largest(float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length && !Float.isNaN(scores[best]); c++) {
      if (!(scores[c] <= scores[best])) {
        best = c;
      }
    }
    return best;
  }

  /** The softmax of scores: what they say how probable each class is. In double precision. */
  public static double[] softmax(float[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float score : scores) {
      largest = Math.max(largest, score);
    }
    double[] probabilities = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = Math.exp(scores[i] - largest);
      sum += probabilities[i];
    }
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }
}
