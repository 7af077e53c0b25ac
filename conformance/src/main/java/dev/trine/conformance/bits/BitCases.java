package dev.trine.conformance.bits;

import dev.trine.backend.Backend;
import java.util.List;
import java.util.stream.Stream;

/** What shows that a backend's results have the bits they must have. */
public final class BitCases {
  private BitCases() {}

  /** Mappings: every operator, on some hundred thousand elements, and every walk. */
  public static List<BitCase> ofMappings() {
    return Stream.of(OperatorCases.all(), WalkCases.all()).flatMap(List::stream).toList();
  }

  /**
   * Updates: what they leave as it was, in whatever order they go, and whole optimizers; and
   * whether a step counts.
   */
  public static List<BitCase> ofUpdates() {
    return Stream.of(UpdateBitCases.all(), CommitBitCases.all()).flatMap(List::stream).toList();
  }

  /** Rows: sums of every kind of length, along rows and across them, and what follows from them. */
  public static List<BitCase> ofRows() {
    return RowBitCases.all();
  }

  /**
   * Products by every way in which a backend multiplies.
   *
   * @param portable opened so that its results are portable; the cases are for it alone
   */
  public static List<BitCase> ofProducts(Backend portable) {
    return portable.variants().products().stream()
        .flatMap(way -> ProductBitCases.by(way).stream())
        .toList();
  }

  /** Updates added up by rows: few and many, of one row and of all, in whatever order. */
  public static List<BitCase> ofIndices() {
    return IndexBitCases.all();
  }
}
