package dev.trine.nn;

/**
 * Words drawn by their probabilities, of which temperature t makes {@code softmax(scores / t)}, all
 * of them or the {@code topK} likeliest (Fan et al. 2018, section 5). What a generator draws
 * depends on the seed and on the prompts that it had before, not on those beside.
 *
 * @param seed of the draws
 * @param temperature below 1 for likelier words, above for more varied ones
 * @param topK how many words are drawn from; {@link #ALL} for all
 */
public record Sampling(long seed, double temperature, int topK) implements Decoding {
  /** {@link #topK} where every word may be drawn. */
  public static final int ALL = 0;

  public Sampling {
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "temperature is %s, expected above 0 and finite; greedy() always takes the likeliest word"
              .formatted(temperature));
    }
    if (topK < ALL) {
      throw new IllegalArgumentException(
          "topK is %s, expected at least 1, or %s for all words".formatted(topK, ALL));
    }
  }

  /** The same with another temperature. */
  public Sampling withTemperature(double value) {
    return new Sampling(seed, value, topK);
  }

  /** The same, drawn from so many words. */
  public Sampling withTopK(int value) {
    return new Sampling(seed, temperature, value);
  }

  @Override
  public int width() {
    return 1;
  }
}
