package dev.trine.nn;

/** At each step the word with the highest score; of several, the first. */
public record Greedy() implements Decoding {
  @Override
  public int width() {
    return 1;
  }
}
