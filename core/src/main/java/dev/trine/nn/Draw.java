package dev.trine.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** Draws words as {@link Sampling} says. */
record Draw(Sampling sampling, SplittableRandom random) implements ToIntFunction<WordScores> {
  @Override
  public int applyAsInt(WordScores scores) {
    List<Integer> words = drawnFrom(scores);
    double highest = scores.of(scores.likeliest());
    double[] upTo = new double[words.size()];
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += Math.exp((scores.of(words.get(i)) - highest) / sampling.temperature());
      upTo[i] = sum;
    }
    double drawn = random.nextDouble() * sum;
    int chosen = 0;
    // The product may be rounded up to the sum itself, which is that of the last word.
    while (chosen < upTo.length - 1 && !(drawn < upTo[chosen])) {
      chosen++;
    }
    return words.get(chosen);
  }

  private List<Integer> drawnFrom(WordScores scores) {
    boolean isAll = sampling.topK() == Sampling.ALL;
    BestWords best = new BestWords(isAll ? scores.words() : sampling.topK());
    for (int word = 0; word < scores.words(); word++) {
      best.offer(0, word, scores.of(word));
    }
    List<Integer> words = new ArrayList<>();
    best.inOrder().forEach(next -> words.add(next.word()));
    return words;
  }
}
