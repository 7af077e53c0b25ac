package dev.trine.backend;

import java.util.ArrayList;
import java.util.List;

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
    List<String> parts = new ArrayList<>();
    for (Candidate c : passedOver) {
      parts.add(
          c.selector()
              + ": "
              + c.unavailable()
              + (c.remedy() == null ? "" : " (" + c.remedy() + ")"));
    }
    return String.join("; ", parts);
  }
}
