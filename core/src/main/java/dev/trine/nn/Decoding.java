package dev.trine.nn;

/** How a {@link Generator} chooses words by the scores that a network gives them. */
public sealed interface Decoding permits Greedy, Sampling, Beam {
  /** Always the likeliest word. */
  static Greedy greedy() {
    return new Greedy();
  }

  /** Words drawn by their probabilities, from a seed. */
  static Sampling sampling(long seed) {
    return new Sampling(seed, 1, Sampling.ALL);
  }

  /** The likeliest sequence that is found by keeping the best {@code width} at each step. */
  static Beam beam(int width) {
    return new Beam(width, 0);
  }

  /** How many sequences are kept side by side for each prompt. */
  int width();
}
