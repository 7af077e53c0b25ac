package dev.trine.conformance.bits;

import java.util.List;
import java.util.stream.Stream;

/** What shows that a backend's mappings, rows and indexed sums have the bits they must have. */
public final class BitCases {
  private BitCases() {}

  /** Mappings: every operator, on some hundred thousand elements, and every walk. */
  public static List<BitCase> ofMappings() {
    return Stream.of(OperatorCases.all(), WalkCases.all()).flatMap(List::stream).toList();
  }

  /** Rows: sums of every kind of length, along rows and across them, and what follows from them. */
  public static List<BitCase> ofRows() {
    return RowBitCases.all();
  }

  /** Updates added up by rows: few and many, of one row and of all, in whatever order. */
  public static List<BitCase> ofIndices() {
    return IndexBitCases.all();
  }
}
