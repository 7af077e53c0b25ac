package dev.trine.opencl;

import dev.trine.backend.Candidate;
import dev.trine.conformance.harness.Requirement;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of its machine: without it the test is skipped aloud, or fails where told. */
final class Required {
  private Required() {}

  /** The OpenCL devices of this process, at least one. */
  static List<Candidate> devices() {
    List<Candidate> candidates = new OpenClProvider().candidates(true);
    List<Candidate> usable = candidates.stream().filter(Candidate::isUsable).toList();
    if (usable.isEmpty()) {
      missing("opencl", "no OpenCL device can be used", candidates);
    }
    return usable;
  }

  /** The number of Oclgrind's device. */
  static int interpreter() {
    List<Candidate> candidates = new OpenClProvider().candidates(true);
    for (Candidate candidate : candidates) {
      if (candidate.isUsable() && candidate.device().driver().startsWith("Oclgrind")) {
        return candidate.device().index();
      }
    }
    missing("oclgrind", "Oclgrind is not installed", candidates);
    return -1;
  }

  private static void missing(String name, String what, List<Candidate> found) {
    String message = "%s: OpenCL finds %s".formatted(what, found);
    Requirement.reportMissing(name, message);
    Assumptions.abort(message);
  }
}
