package dev.trine.data;

import dev.trine.backend.HostBuffer;

/** One field of all examples, in memory. */
sealed interface Column permits Rows, Labels, Weights {
  Field field();

  /** How many examples. */
  int size();

  /** As {@link Examples#copy}. */
  void copy(int[] order, int from, int count, HostBuffer to);
}
