package dev.trine.backend;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link Backends#select} chose.
 *
 * @param backend open, to be closed by the caller
 * @param passedOver what would have come before it, each with its reason
 */
public record Selection(Backend backend, List<Candidate> passedOver) {
  public Selection {
    passedOver = List.copyOf(passedOver);
  }

  /** One line that says what was chosen and why nothing before it was. */
  public String line() {
    return "using "
        + backend.device()
        + (passedOver.isEmpty() ? "" : "; passed over: " + reasons(passedOver));
  }

  static String reasons(List<Candidate> passedOver) {
    if (passedOver.isEmpty()) {
      return "no such backend is on the class path";
    }
    return passedOver.stream()
        .map(candidate -> candidate.selector() + ": " + candidate.explanation())
        .collect(Collectors.joining("; "));
  }
}
