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
}
