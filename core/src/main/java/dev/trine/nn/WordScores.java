package dev.trine.nn;

/**
 * The scores of the words that may come next in one row.
 *
 * @param all of all rows
 * @param first of this row
 * @param words how many
 */
record WordScores(float[] all, int first, int words) {
  float of(int word) {
    return all[first + word];
  }

  /** The word with the highest score; of several, the first. */
  int likeliest() {
    int likeliest = 0;
    for (int word = 0; word < words; word++) {
      requireNumber(word, of(word) < Float.POSITIVE_INFINITY);
      likeliest = of(word) > of(likeliest) ? word : likeliest;
    }
    requireNumber(likeliest, of(likeliest) > Float.NEGATIVE_INFINITY);
    return likeliest;
  }

  private void requireNumber(int word, boolean isOne) {
    if (!isOne) {
      throw new IllegalStateException(
          "The score of word %s is %s, so that none can be chosen: look for NaN and infinities in the weights"
              .formatted(word, of(word)));
    }
  }

  /** What a score exceeds the logarithm of its word's probability by: {@code ln Σ exp(score)}. */
  double logSum() {
    double highest = of(likeliest());
    double sum = 0;
    for (int word = 0; word < words; word++) {
      sum += Math.exp(of(word) - highest);
    }
    return highest + Math.log(sum);
  }
}
