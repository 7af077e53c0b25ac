package dev.trine.nn;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Draws words as {@link Sampling} says. */
record Draw(Sampling sampling, SplittableRandom random) implements ToIntFunction<WordScores> {
  @Override
  public int applyAsInt(WordScores scores) {
    int[] words = drawnFrom(scores);
    double highest = scores.of(scores.likeliest());
    double[] upTo = new double[words.length];
    double sum = 0;
    for (int i = 0; i < words.length; i++) {
      sum += Math.exp((scores.of(words[i]) - highest) / sampling.temperature());
      upTo[i] = sum;
    }
    double drawn = random.nextDouble() * sum;
    int chosen = 0;
    // The product may be rounded up to the sum itself, which is that of the last word.
    while (chosen < words.length - 1 && !(drawn < upTo[chosen])) {
      chosen++;
    }
    return words[chosen];
  }

  private int[] drawnFrom(WordScores scores) {
    if (sampling.topK() == Sampling.ALL) {
      return IntStream.range(0, scores.words()).toArray();
    }
    BestWords best = new BestWords(sampling.topK());
    for (int word = 0; word < scores.words(); word++) {
      best.offer(0, word, scores.of(word));
    }
    return best.inOrder().stream().mapToInt(BestWords.Next::word).toArray();
  }
}
