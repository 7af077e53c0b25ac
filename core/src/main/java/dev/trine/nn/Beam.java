package dev.trine.nn;

/**
 * Beam search (Sutskever et al. 2014, section 3.2): of all sequences that are one word longer than
 * those kept, the {@code width} likeliest are kept, and those of them that have ended are put
 * aside. Of these that with the highest {@code ln P / lp} is the result,
 *
 * <pre>{@code
 * lp = ((5 + words) / 6)^lengthPenalty          Wu et al. 2016, equation 14, without coverage
 * }</pre>
 *
 * where words counts the one that ends the sequence. With a width of 1 it is {@link Greedy}.
 *
 * @param width sequences that are kept
 * @param lengthPenalty α; 0 for none, so that shorter sequences are favoured; 0.6 to 0.7 by custom
 */
public record Beam(int width, double lengthPenalty) implements Decoding {
  public Beam {
    if (width < 1) {
      throw new IllegalArgumentException("width is %s, expected at least 1".formatted(width));
    }
    if (!(lengthPenalty >= 0 && Double.isFinite(lengthPenalty))) {
      throw new IllegalArgumentException(
          "lengthPenalty is %s, expected 0 or more, and finite".formatted(lengthPenalty));
    }
  }

  /** The same with a length penalty. */
  public Beam withLengthPenalty(double value) {
    return new Beam(width, value);
  }

  /** {@code ln P / lp} of a sequence of so many words. */
  double score(double logProbability, int words) {
    return logProbability / Math.pow((5 + words) / 6.0, lengthPenalty);
  }
}
