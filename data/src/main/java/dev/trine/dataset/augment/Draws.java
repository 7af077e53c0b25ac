package dev.trine.dataset.augment;

import dev.trine.backend.op.Philox;
import java.util.function.IntFunction;

/**
 * What an augmentation draws for an example in an epoch: random numbers, one after the other, and
 * other examples. All of it is a function of seed, epoch, the example's number in its set and the
 * augmentation's place in the list; it does not matter who asks, when, and for what else.
 *
 * <p>The numbers are those of {@link Philox} under the seed, with the epoch as step and the example
 * as stream. The augmentation is the high word of the block, from 1 on; so dropout with the same
 * seed draws others.
 */
public final class Draws {
  private static final int WORDS = 4;
  private static final double UNIT = 0x1p-32;

  private final long seed;
  private final int epoch;
  private final int example;
  private final long firstBlock;
  private final IntFunction<float[]> others;
  private final int count;
  private final int[] words = new int[WORDS];
  private int drawn;

  /**
   * @param place of the augmentation in its list, from 0 on
   * @param count of other examples
   * @param others the field of one of them
   */
  Draws(long seed, int epoch, int example, int place, int count, IntFunction<float[]> others) {
    this.seed = seed;
    this.epoch = epoch;
    this.example = example;
    this.firstBlock = place + 1L << Integer.SIZE;
    this.count = count;
    this.others = others;
  }

  private long bits() {
    if (drawn % WORDS == 0) {
      Philox.block(firstBlock + drawn / WORDS, epoch, example, seed, words);
    }
    return Integer.toUnsignedLong(words[drawn++ % WORDS]);
  }

  /** A whole number from 0 to {@code count} − 1, each as probable as any other. */
  public int below(int count) {
    return (int) (bits() * count >>> Integer.SIZE);
  }

  /** A number between two. */
  public double uniform(double low, double high) {
    return low + (high - low) * (bits() + 0.5) * UNIT;
  }

  /** A normal number of mean 0 and variance 1 (Box and Muller 1958). */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform(0, 1)));
    return radius * StrictMath.cos(uniform(0, 2 * StrictMath.PI));
  }

  /** A number from 0 to 1 of the distribution Beta(α, α). */
  public double beta(double alpha) {
    double one = logGamma(alpha);
    double other = logGamma(alpha);
    return 1 / (1 + StrictMath.exp(other - one));
  }

  /**
   * The logarithm of a number of the gamma distribution of this shape, by rejection (Marsaglia and
   * Tsang 2000); shapes below 1 from one that is larger by 1. A logarithm, since for small shapes
   * the numbers themselves are too small.
   */
  private double logGamma(double shape) {
    if (shape < 1) {
      return logGamma(shape + 1) + StrictMath.log(uniform(0, 1)) / shape;
    }
    double d = shape - 1.0 / 3;
    while (true) {
      double x = normal();
      double root = 1 + x / StrictMath.sqrt(9 * d);
      double v = root * root * root;
      double log = StrictMath.log(uniform(0, 1));
      if (v > 0 && log < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
        return StrictMath.log(d * v);
      }
    }
  }

  /**
   * The same field of another example, drawn from all that are trained on, with what the
   * augmentations before this one make of it.
   */
  public float[] other() {
    return others.apply(below(count));
  }
}
