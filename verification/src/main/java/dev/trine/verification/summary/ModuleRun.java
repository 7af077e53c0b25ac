package dev.trine.verification.summary;

import dev.trine.verification.summary.TestResult.Outcome;
import java.util.List;

/**
 * A module on one version of Java.
 *
 * @param build null where Maven did not come to it, or not to its own end
 */
record ModuleRun(String module, String java, List<TestResult> results, ModuleBuild build) {
  ModuleRun {
    results = List.copyOf(results);
  }

  long count(Outcome outcome) {
    return results.stream().filter(result -> result.is(outcome)).count();
  }

  /** Whether something else than a test went wrong, such as the compilation. */
  boolean failedWithoutATest() {
    return build != null && !build.succeeded() && count(Outcome.FAILED) == 0;
  }
}
