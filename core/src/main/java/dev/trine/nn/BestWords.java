package dev.trine.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best of many words that may come next, of one row or of several. */
final class BestWords {
  private static final Comparator<Next> BEST_FIRST =
      Comparator.comparingDouble(Next::value)
          .reversed()
          .thenComparingInt(Next::row)
          .thenComparingInt(Next::word);

  private final int count;
  private final PriorityQueue<Next> best = new PriorityQueue<>(BEST_FIRST.reversed());

  /**
   * A word that may come next.
   *
   * @param row that it would go on from
   * @param value by which it is compared; of equal ones the first row, and word, is better
   */
  record Next(int row, int word, double value) {}

  /** None yet, of so many at most. */
  BestWords(int count) {
    this.count = count;
  }

  /** Takes a word into account, row by row and word by word in their order. */
  void offer(int row, int word, double value) {
    if (best.size() == count) {
      if (!(value > best.peek().value)) {
        return;
      }
      best.poll();
    }
    best.add(new Next(row, word, value));
  }

  /** The best, the very best first. */
  List<Next> inOrder() {
    List<Next> all = new ArrayList<>(best);
    all.sort(BEST_FIRST);
    return all;
  }
}
