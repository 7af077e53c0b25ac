package dev.trine.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Takes one word after the other, and never another instead. */
final class SingleSearch implements Search {
  private final ToIntFunction<WordScores> choice;
  private final int end;
  private final int most;
  private final List<Integer> words = new ArrayList<>();
  private double logProbability;
  private boolean ended;

  /**
   * @param end the word that ends a sequence; negative for none
   * @param most words
   */
  SingleSearch(ToIntFunction<WordScores> choice, int end, int most) {
    this.choice = choice;
    this.end = end;
    this.most = most;
  }

  @Override
  public void take(List<WordScores> rows) {
    WordScores scores = rows.get(0);
    int word = choice.applyAsInt(scores);
    logProbability += scores.of(word) - scores.logSum();
    if (word == end) {
      ended = true;
    } else {
      words.add(word);
    }
  }

  @Override
  public boolean hasEnded() {
    return ended || words.size() == most;
  }

  @Override
  public int word(int row) {
    return words.get(words.size() - 1);
  }

  @Override
  public int parent(int row) {
    return row;
  }

  @Override
  public Continuation found() {
    return new Continuation(words, logProbability, ended);
  }
}
