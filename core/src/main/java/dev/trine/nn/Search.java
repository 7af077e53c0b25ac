package dev.trine.nn;

import java.util.List;

/** Looks for the continuation of one prompt, step by step, in one row or in several. */
interface Search {
  /** Chooses what comes next by the scores in each row. */
  void take(List<WordScores> rows);

  /** Whether there is nothing more to choose. */
  boolean hasEnded();

  /** The word that a row goes on with. */
  int word(int row);

  /** The row that it goes on from. */
  int parent(int row);

  /** What was found. */
  Continuation found();
}
