package dev.trine.conformance;

import dev.trine.conformance.catalogue.OpCase;

/**
 * What became of one case.
 *
 * @param worstShare the largest error of an element, as a share of its bound
 * @param nmse the largest normalised mean squared error of a tensor
 * @param fault what was wrong first; null if nothing
 * @param cause what the backend threw; null if nothing
 */
public record Result(
    OpCase opCase, double worstShare, double nmse, String fault, RuntimeException cause) {
  static Result of(OpCase opCase, Agreement agreement) {
    return new Result(opCase, agreement.worstShare(), agreement.nmse(), agreement.fault(), null);
  }

  static Result thrown(OpCase opCase, RuntimeException cause) {
    return new Result(opCase, Double.NaN, Double.NaN, "threw " + cause, cause);
  }

  public boolean passed() {
    return fault == null;
  }

  /**
   * For tests.
   *
   * @throws AssertionError if the case failed
   */
  public void orThrow() {
    if (!passed()) {
      throw new AssertionError(toString(), cause);
    }
  }

  @Override
  public String toString() {
    return opCase + ": " + (passed() ? "passed" : fault);
  }
}
