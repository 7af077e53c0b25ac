package dev.trine.verification.summary;

/**
 * How a test ended.
 *
 * @param module the folder of its module
 * @param java the version of Java that ran it, such as {@code 17}
 * @param test its method, and what tells apart the tests of one method; empty if the class failed
 * @param message why it was skipped or failed, in one line; empty where it passed
 */
record TestResult(
    String module, String java, String testClass, String test, Outcome outcome, String message) {
  enum Outcome {
    PASSED,
    SKIPPED,
    FAILED
  }

  boolean is(Outcome other) {
    return outcome == other;
  }
}
