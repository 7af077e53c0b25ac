package dev.trine.conformance.harness;

import java.util.List;

/**
 * What tests need that a machine may lack. Without it they are skipped with a message, or fail
 * where {@code -Dtrine.require=} names it, as CI does.
 */
public final class Requirement {
  private static final String PROPERTY = "trine.require";

  private Requirement() {}

  /**
   * Says that something is missing; the caller then leaves the test out.
   *
   * @param name what {@code trine.require} calls it: {@code opencl}, {@code oclgrind}, {@code
   *     cuda}, {@code nvcc}, {@code bundle}
   * @throws AssertionError if it is required
   */
  public static void reportMissing(String name, String message) {
    if (List.of(System.getProperty(PROPERTY, "").split(",")).contains(name)) {
      throw new AssertionError("%s; -D%s asks for it".formatted(message, PROPERTY));
    }
    System.err.println("SKIPPED, " + message);
  }
}
