package dev.trine.nn;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/** Looks for the likeliest sequence as {@link Beam} says, each that is kept in a row of its own. */
final class BeamSearch implements Search {
  private final Beam beam;
  private final int end;
  private final int most;
  private List<Kept> kept = List.of(Kept.NOTHING);
  private Continuation found;
  private double score = Double.NEGATIVE_INFINITY;

  /**
   * A sequence.
   *
   * @param before all of it but the last word; null for no words
   * @param row that it went on from
   */
  private record Kept(Kept before, int row, int word, int words, double logProbability) {
    static final Kept NOTHING = new Kept(null, 0, 0, 0, 0);

    Kept with(BestWords.Next next) {
      return new Kept(this, next.row(), next.word(), words + 1, next.value());
    }

    List<Integer> all() {
      LinkedList<Integer> all = new LinkedList<>();
      for (Kept one = this; one.before != null; one = one.before) {
        all.addFirst(one.word);
      }
      return all;
    }
  }

  /**
   * @param end the word that ends a sequence; negative for none
   * @param most words, the end among them
   */
  BeamSearch(Beam beam, int end, int most) {
    this.beam = beam;
    this.end = end;
    this.most = most;
  }

  @Override
  public void take(List<WordScores> rows) {
    BestWords best = new BestWords(beam.width());
    for (int row = 0; row < kept.size(); row++) {
      WordScores scores = rows.get(row);
      double before = kept.get(row).logProbability;
      double logSum = scores.logSum();
      for (int word = 0; word < scores.words(); word++) {
        best.offer(row, word, before + (scores.of(word) - logSum));
      }
    }
    List<Kept> next = new ArrayList<>();
    for (BestWords.Next one : best.inOrder()) {
      Kept longer = kept.get(one.row()).with(one);
      if (one.word() == end) {
        putAside(longer, longer.before.all(), true);
      } else if (longer.words == most) {
        putAside(longer, longer.all(), false);
      } else {
        next.add(longer);
      }
    }
    next.removeIf(one -> !canWin(one));
    kept = next;
  }

  private void putAside(Kept sequence, List<Integer> words, boolean hasEnded) {
    double its = beam.score(sequence.logProbability, sequence.words);
    if (found == null || its > score) {
      score = its;
      found = new Continuation(words, sequence.logProbability, hasEnded);
    }
  }

  /** More words make it no likelier, but are counted as that many at most. */
  private boolean canWin(Kept sequence) {
    return found == null || beam.score(sequence.logProbability, most) > score;
  }

  @Override
  public boolean hasEnded() {
    return kept.isEmpty();
  }

  @Override
  public int word(int row) {
    return kept(row).word;
  }

  @Override
  public int parent(int row) {
    return kept(row).row;
  }

  /** Where there are more rows than sequences, they do as the first. */
  private Kept kept(int row) {
    return kept.get(row < kept.size() ? row : 0);
  }

  @Override
  public Continuation found() {
    return found;
  }
}
