package dev.trine.conformance.bits;

import java.util.List;
import java.util.stream.Stream;

/** What shows that a backend's mappings have the bits they must have. */
public final class BitCases {
  private BitCases() {}

  /** Every operator, on some hundred thousand elements, and every walk. */
  public static List<BitCase> all() {
    return Stream.of(OperatorCases.all(), WalkCases.all()).flatMap(List::stream).toList();
  }
}
