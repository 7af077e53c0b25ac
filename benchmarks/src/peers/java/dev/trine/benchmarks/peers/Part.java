package dev.trine.benchmarks.peers;

/** A layer of a {@link Task}, of those that both libraries have. */
sealed interface Part {
  /** A fully connected layer. */
  record Dense(int units, boolean relu) implements Part {}

  /** A convolution with a square window, as large images as before, and ReLU. */
  record Convolution(int filters, int size) implements Part {}

  /** The largest of each 2 by 2 pixels. */
  record MaxPool() implements Part {}

  /** A long short-term memory, of which the state of the last step goes on. */
  record Lstm(int units) implements Part {}

  /** Images as vectors. */
  record Flatten() implements Part {}
}
